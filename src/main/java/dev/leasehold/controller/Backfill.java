package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.evidence.Event;
import dev.leasehold.observe.OffboardingReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Says in the evidence log what the process before had no time to say: once in the life of a
 * process, when the log works, it goes through all records, a page at a time and none kept.
 */
final class Backfill implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Backfill.class);

  /** Events that are written in one round, so that what happens now finds room. */
  static final int AT_ONCE = 1000;

  /** How soon after a round that did not go through all records. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Consumer<Predicate<AccessRecord>> records;
  private final Journal journal;
  private final InstantSource clock;
  private final Set<String> done = new HashSet<>();
  private int left;
  private volatile boolean finished;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("backfill").factory());

  /**
   * @param records hands over every record there is, until one is refused; may throw
   */
  Backfill(Consumer<Predicate<AccessRecord>> records, Journal journal, InstantSource clock) {
    this.records = records;
    this.journal = journal;
    this.clock = clock;
  }

  /** To be called when this process begins to work. */
  void start() {
    Instant begun = clock.instant();
    journal
        .before()
        .ifPresentOrElse(
            before -> {
              CompletionStage<Void> _ =
                  before.thenAcceptAsync(log -> round(new Unsaid(log, begun)), timer);
            },
            () -> finished = true);
  }

  /** Whether a record may go without anything being lost that only it says. */
  boolean isFinished() {
    return finished && journal.works();
  }

  private void round(Unsaid unsaid) {
    left = journal.works() ? AT_ONCE : 0;
    try {
      if (left > 0) {
        records.accept(record -> add(record, unsaid));
      }
      finished = left > 0;
    } catch (RuntimeException | Error e) {
      LOG.warnf("evidence log: records could not be compared with it (%s), tried again", e);
    }
    if (finished) {
      timer.shutdown();
    } else {
      Future<?> _ = timer.schedule(() -> round(unsaid), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What somebody wrote into one record keeps no other one out; whether there is room for more. */
  private boolean add(AccessRecord record, Unsaid unsaid) {
    String name = record.getMetadata().getName();
    try {
      if (!OffboardingReader.is(record) && !done.contains(name)) {
        unsaid.of(record).forEach(event -> add(name, event));
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "record=%s could not be compared with the evidence log", name);
    }
    return left > 0;
  }

  private void add(String name, Event event) {
    boolean _ = done.add(name);
    left--;
    LOG.infof("record=%s event=%s is added to the evidence log", name, event.kind());
    journal.note(() -> event);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
