package dev.leasehold.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells one sink, on a thread of its own, one notice after the other: first what happened first. It
 * goes on from where the process before it stopped. What fails is tried again until it is taken or
 * was refused too often; nobody else waits for that.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Courier.class);

  /**
   * What happened less long ago may not be written yet, so a cursor stays behind by so much: a time
   * is that at which a pass began, which may have waited for its turn and for a remote system.
   */
  static final Duration BEHIND = Duration.ofMinutes(10);

  /** However little is told, so often it is written down until when that is all. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final Duration IDLE = Duration.ofSeconds(5);

  /** How long whoever closes it waits for a call that is under way. */
  private static final Duration LAST = Duration.ofSeconds(3);

  private final Sink sink;
  private final Means means;
  private final Delivery delivery;
  private final Backlog backlog = new Backlog();
  private final Thread thread;
  private volatile Optional<Position> position = Optional.empty();
  private Instant saved = Instant.EPOCH;
  private volatile Instant started = Instant.EPOCH;
  private boolean begun;
  private boolean unwritten;

  Courier(Sink sink, Channel channel, Means means) {
    this.sink = sink;
    this.means = means;
    this.delivery = new Delivery(sink, channel, means, () -> position.ifPresent(this::saveIfDue));
    this.thread = Thread.ofPlatform().daemon().name("notices-" + sink.name()).unstarted(this::run);
  }

  void start() {
    started = means.clock().instant();
    thread.start();
  }

  /** Tells it some time, if the sink wants it and has not heard it yet; never waits. */
  void offer(Notice notice) {
    boolean known = position.filter(p -> p.has(notice)).isPresent();
    if (!known && sink.filter().wants(notice)) {
      backlog.add(notice);
    }
  }

  String name() {
    return sink.name();
  }

  /** How many wait. */
  int waiting() {
    return backlog.size();
  }

  private void run() {
    try {
      Position from = begin();
      position = Optional.of(from);
      while (true) {
        goOn(from);
      }
    } catch (InterruptedException e) {
      position.ifPresent(this::save);
    }
  }

  /** Whatever is thrown here would end the thread, and the sink would hear nothing more. */
  private void goOn(Position from) throws InterruptedException {
    try {
      turn(from);
      advance(from);
      saveIfDue(from);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "sink=%s could not be told and is tried again", sink.name());
      Thread.sleep(means.pace().most());
    }
  }

  /** Tells what may be told now, or waits for something. */
  private void turn(Position from) throws InterruptedException {
    Instant now = means.clock().instant();
    if (sink.rhythm().holdsBack(delivery.last(), now)) {
      urgent(from);
    } else if (backlog.missed()) {
      catchUp(from, false);
    } else {
      hand(from, backlog.first(delivery.most()));
    }
    begun = true;
  }

  /**
   * What is urgent, after what happened before to the same request. Where that may be in memory no
   * more it is derived, as at the beginning.
   */
  private void urgent(Position from) throws InterruptedException {
    List<Notice> urgent = backlog.urgent(delivery.most());
    boolean derives = !urgent.isEmpty() && urgent.getLast().kind().isDerived();
    if (begun && !(backlog.isMissing() && derives)) {
      hand(from, urgent);
      return;
    }
    catchUp(from, true);
    // What nobody says any more, or was told just now.
    urgent.stream().filter(notice -> notice.kind().isDerived()).forEach(backlog::done);
  }

  private void hand(Position from, List<Notice> notices) throws InterruptedException {
    if (notices.isEmpty()) {
      backlog.awaitNext(Math.min(IDLE.toMillis(), means.pace().most().toMillis()));
    }
    delivery.tell(from, notices);
    notices.forEach(backlog::done);
  }

  /** A sink without a cursor hears what happens since it was {@link #start started}. */
  private Position begin() throws InterruptedException {
    for (int attempts = 1; ; attempts++) {
      try {
        Optional<Cursor> kept = means.cursors().read(sink.name());
        Instant now = means.clock().instant();
        // One that is ahead would keep everything from being told.
        Optional<Cursor> usable = kept.filter(cursor -> !cursor.until().isAfter(now));
        Cursor cursor = usable.orElseGet(() -> new Cursor(started, Set.of()));
        if (usable.isEmpty()) {
          means.cursors().write(sink.name(), cursor);
        }
        return new Position(cursor, now);
      } catch (RuntimeException | Error e) {
        again("how far it was told", e);
        Thread.sleep(means.pace().after(attempts, Optional.empty()));
      }
    }
  }

  /** Tells everything that stands in the cluster and was not told yet, or what of it is urgent. */
  private void catchUp(Position from, boolean urgent) throws InterruptedException {
    int attempts = 0;
    boolean more = true;
    while (more) {
      try {
        Instant behind = means.horizon().instant().minus(BEHIND);
        Batch batch =
            urgent ? urgent(from, derived(from, Courier::isUrgent)) : derived(from, n -> true);
        delivery.tell(from, batch.notices());
        batch.notices().forEach(backlog::done);
        more = batch.more();
        if (!urgent) {
          from.passed(batch.whole(behind));
        }
        attempts = 0;
      } catch (RuntimeException e) {
        again("what it missed", e);
        attempts++;
        Thread.sleep(means.pace().after(attempts, Optional.empty()));
      }
      if (more && !urgent && sink.rhythm().isQuiet(means.clock().instant())) {
        backlog.miss();
        return;
      }
    }
  }

  private static boolean isUrgent(Notice notice) {
    return notice.kind().isUrgent();
  }

  /** With these also what of the same objects comes before them. */
  private Batch urgent(Position from, Batch urgent) throws InterruptedException {
    Map<String, Instant> until =
        urgent.notices().stream()
            .collect(Collectors.toMap(n -> n.about().uid(), Notice::at, Courier::later));
    return until.isEmpty()
        ? urgent
        : derived(from, n -> !n.at().isAfter(until.getOrDefault(n.about().uid(), Instant.MIN)));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private Batch derived(Position from, Predicate<Notice> which) throws InterruptedException {
    means.reading().acquire();
    try {
      return Batch.first(
          means.source(), n -> which.test(n) && sink.filter().wants(n) && !from.has(n));
    } finally {
      means.reading().release();
    }
  }

  private void again(String what, Throwable e) {
    LOG.warnf(
        "sink=%s %s cannot be read and is tried again: %s", sink.name(), what, e.getMessage());
  }

  private void advance(Position from) {
    from.notAfter(means.clock().instant());
    if (!backlog.isMissing()) {
      Instant behind = means.horizon().instant().minus(BEHIND);
      Instant before = backlog.earliest().map(at -> at.minusMillis(1)).orElse(behind);
      from.passed(before.isBefore(behind) ? before : behind);
    }
  }

  private void saveIfDue(Position from) {
    Instant now = means.clock().instant();
    if (!now.isBefore(saved.plus(means.pace().save()))
        && (from.changed() || !now.isBefore(saved.plus(AHEAD)))) {
      save(from);
    }
  }

  private void save(Position from) {
    saved = means.clock().instant();
    try {
      means.cursors().write(sink.name(), from.cursor());
      unwritten = false;
    } catch (RuntimeException e) {
      from.unsaved();
      if (!unwritten) {
        LOG.warnf(
            "sink=%s how far it was told cannot be written and is tried again: %s",
            sink.name(), e.getMessage());
      }
      unwritten = true;
    }
  }

  /** Has it stop, without waiting for that. */
  void stop() {
    thread.interrupt();
  }

  /** Waits until it has stopped and written down how far it is. */
  @Override
  public void close() {
    stop();
    try {
      boolean _ = thread.join(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delivery.close();
  }
}
