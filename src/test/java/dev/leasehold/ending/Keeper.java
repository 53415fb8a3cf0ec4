package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts an operator again whenever it has ended, as a Deployment would, and knows when it was. */
final class Keeper implements AutoCloseable {
  private static final Duration WATCH = Duration.ofHours(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Absence> absences = new CopyOnWriteArrayList<>();
  private final Operator operator;
  private final Future<?> watch;
  private volatile boolean done;

  private record Absence(Instant from, Instant to) {
    Duration within(Instant begin, Instant end) {
      Instant later = from.isAfter(begin) ? from : begin;
      Instant earlier = to.isBefore(end) ? to : end;
      return later.isBefore(earlier) ? Duration.between(later, earlier) : Duration.ZERO;
    }
  }

  private Keeper(Operator operator) {
    this.operator = operator;
    this.watch = threads.submit(this::keep);
  }

  static Keeper of(Operator operator) {
    return new Keeper(operator);
  }

  /** Throws if nobody starts it any more. */
  void requireWell() {
    if (watch.isDone()) {
      throw new IllegalStateException("nobody starts the operator again: " + watch);
    }
  }

  /** For how long of this time it was not at work. */
  Duration away(Instant begin, Instant end) {
    return absences.stream()
        .map(absence -> absence.within(begin, end))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What goes wrong elsewhere is no reason to leave it dead. */
  private void keep() {
    Lab.await().dontCatchUncaughtExceptions().atMost(WATCH).until(this::kept);
  }

  private boolean kept() {
    if (!done && !operator.isRunning()) {
      Instant from = Instant.now();
      operator.launch();
      Lab.await()
          .dontCatchUncaughtExceptions()
          .atMost(WATCH)
          .until(() -> done || !operator.isRunning() || ready());
      absences.add(new Absence(from, Instant.now()));
    }
    return done;
  }

  /** Killed again while it was asked is not ready. */
  private boolean ready() {
    try {
      return operator.isReady();
    } catch (IllegalStateException ended) {
      return false;
    }
  }

  @Override
  public void close() {
    done = true;
    threads.close();
  }
}
