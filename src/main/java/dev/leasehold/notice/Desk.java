package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where it is heard what happens, and from where all sinks are told. Whoever says something here
 * neither waits nor fails. Nothing is told before this process is the one that works.
 */
public final class Desk implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Desk.class);

  /** How often it is looked for what comes with time alone, if nothing is known to come sooner. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private final List<Courier> couriers;
  private final InstantSource clock;
  private final Alarm alarm;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("notices").factory());
  private volatile Instant looked;
  private volatile Instant next = Instant.MAX;
  private Optional<Future<?>> planned = Optional.empty();
  private volatile boolean begun;
  private volatile boolean closed;
  private Supplier<Stream<AccessRecord>> live = Stream::empty;

  /**
   * @param channels makes the way to a sink
   * @param alarm tells of the operator itself
   */
  public Desk(
      List<Sink> sinks,
      Function<Sink, Channel> channels,
      Station station,
      Alarm alarm,
      InstantSource clock) {
    this.clock = clock;
    this.alarm = alarm;
    this.looked = clock.instant();
    Means means =
        new Means(
            station.cursors(),
            station.source(),
            new Semaphore(1),
            station.tally(),
            clock,
            () -> looked,
            station.pace());
    this.couriers =
        sinks.stream().map(sink -> new Courier(sink, channels.apply(sink), means)).toList();
  }

  /** From where it is told. */
  public record Station(Cursors cursors, Source source, Tally tally, Pace pace) {}

  /** What is wrong with the operator itself, if anything is. */
  @FunctionalInterface
  public interface Alarm {
    Optional<Notice> raised(Instant now);
  }

  /**
   * This process became the one that works.
   *
   * @param records that are not closed, as far as they are known
   */
  public void begin(Supplier<Stream<AccessRecord>> records) {
    if (!couriers.isEmpty()) {
      live = records;
      looked = clock.instant();
      begun = true;
      couriers.forEach(Courier::start);
      look();
    }
  }

  /** This is how a request stands now. */
  public void written(AccessRequest request) {
    if (begun) {
      guarded(() -> RequestNotices.of(request).forEach(this::offer));
    }
  }

  /** This is how a record stands now. */
  public void written(AccessRecord record) {
    if (begun) {
      guarded(
          () -> {
            RecordNotices.of(record, clock.instant()).forEach(this::offer);
            Expiry.of(record).filter(next::isAfter).ifPresent(this::lookAt);
          });
    }
  }

  /** The sinks by name. */
  public List<String> sinks() {
    return couriers.stream().map(Courier::name).toList();
  }

  /** How many notices wait for a sink. */
  public int waiting(String sink) {
    return couriers.stream().filter(c -> c.name().equals(sink)).mapToInt(Courier::waiting).sum();
  }

  private void offer(Notice notice) {
    couriers.forEach(courier -> courier.offer(notice));
  }

  /** One object that says what nobody expected is no reason to end anybody's pass. */
  private static void guarded(Runnable derivation) {
    try {
      derivation.run();
    } catch (RuntimeException | Error e) {
      LOG.warnf("a notice could not be made reason=%s", e.getClass().getSimpleName());
    }
  }

  /**
   * Looks for windows that are about to end; each look has the next one planned, whatever it met.
   */
  private void look() {
    next = Instant.MAX;
    Instant now = clock.instant();
    Instant[] soonest = {now.plus(LOOK)};
    try {
      guarded(
          () -> {
            Instant since = looked.minus(LOOK);
            live.get().forEach(record -> guarded(() -> expiring(record, since, now, soonest)));
            alarm.raised(now).ifPresent(this::offer);
            looked = now;
          });
    } finally {
      lookAt(soonest[0]);
    }
  }

  private void expiring(AccessRecord record, Instant since, Instant now, Instant[] soonest) {
    Instant due = Expiry.of(record).orElse(Instant.MAX);
    if (due.isAfter(now)) {
      soonest[0] = due.isBefore(soonest[0]) ? due : soonest[0];
    } else if (due.isAfter(since)) {
      RecordNotices.of(record, now).forEach(this::offer);
    }
  }

  /** Then at the latest; a look that is planned for later is not needed any more. */
  private synchronized void lookAt(Instant when) {
    if (closed || !when.isBefore(next)) {
      return;
    }
    next = when;
    planned.ifPresent(later -> later.cancel(false));
    Duration wait = Duration.between(clock.instant(), when);
    long millis = Math.max(AT_LEAST.toMillis(), wait.toMillis());
    planned = Optional.of(timer.schedule(this::look, millis, TimeUnit.MILLISECONDS));
  }

  /** Stops telling, after what is under way. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    if (begun) {
      couriers.forEach(Courier::stop);
      couriers.forEach(Courier::close);
    }
  }
}
