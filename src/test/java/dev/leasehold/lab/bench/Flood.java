package dev.leasehold.lab.bench;

import dev.leasehold.lab.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Many requests that need no approval, all at once; and many windows that end together. */
final class Flood {
  private static final int CLIENTS = 16;
  private static final Duration WATCHED_BEFORE = Duration.ofMillis(30);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int EVERY = 10;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Ground ground;
  private final Probe probe;

  Flood(Ground ground, Probe probe) {
    this.ground = ground;
    this.probe = probe;
  }

  /** How long after the first was asked for the last was asked for, and then active. */
  record Arrived(Duration asked, Duration active) {}

  Arrived arrive(String prefix, int count, Duration window) {
    List<String> names = names(prefix, count);
    names.forEach(ground::subject);
    long start = System.nanoTime();
    ask(names, window, Optional.empty());
    Duration asked = Duration.ofNanos(System.nanoTime() - start);
    awaitGiven(prefix, count);
    return new Arrived(asked, Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * How windows that begin together end, in nanoseconds after its own end each.
   *
   * @param cut when the binding was gone
   * @param refused when the first answer came that was no 200, of some
   * @param spread from the first end to the last: each begins when it is activated
   */
  record Ended(List<Long> cut, List<Long> refused, Duration spread) {}

  Ended expireTogether(Lab lab, String prefix, int count, Duration ahead, Duration window) {
    List<String> names = names(prefix, count);
    names.forEach(ground::subject);
    try (Cuts cuts = new Cuts(lab)) {
      Instant start = Instant.ofEpochSecond(Instant.now().plus(ahead).getEpochSecond());
      ask(names, window, Optional.of(start));
      awaitGiven(prefix, count);
      Map<String, Instant> ends = ground.ends();
      List<Long> refused = watch(some(names, ends), ends);
      Awaitility.await()
          .atMost(LONGEST)
          .until(() -> names.stream().allMatch(name -> cuts.of(name).isPresent()));
      List<Long> cut =
          names.stream()
              .map(n -> Duration.between(Ground.of(ends, n), cuts.of(n).orElseThrow()).toNanos())
              .toList();
      List<Instant> all = names.stream().map(name -> Ground.of(ends, name)).sorted().toList();
      return new Ended(cut, refused, Duration.between(all.getFirst(), all.getLast()));
    }
  }

  /** So few that using them slows down nothing, and only those that are not over yet. */
  private static List<String> some(List<String> names, Map<String, Instant> ends) {
    Instant soon = Instant.now().plus(WATCHED_BEFORE);
    return names.stream()
        .filter(name -> names.indexOf(name) % EVERY == 0)
        .filter(name -> Ground.of(ends, name).isAfter(soon))
        .toList();
  }

  private List<Long> watch(List<String> names, Map<String, Instant> ends) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> refusals =
          names.stream()
              .map(name -> threads.submit(() -> refused(name, Ground.of(ends, name))))
              .toList();
      return refusals.stream().map(Flood::get).toList();
    }
  }

  /** How long after the end the first answer came that was no 200; asked every few milliseconds. */
  private long refused(String name, Instant end) throws InterruptedException {
    Duration wait = Duration.between(Instant.now(), end.minus(WATCHED_BEFORE));
    Thread.sleep(wait.isNegative() ? Duration.ZERO : wait);
    Instant limit = end.plus(LONGEST);
    while (probe.once(ground.token(name)).status() == 200) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException(name + " is usable " + LONGEST + " after its end");
      }
      Thread.sleep(PAUSE);
    }
    return Duration.between(end, Instant.now()).toNanos();
  }

  /** What goes wrong for one is told, or the others would be waited for in vain. */
  private void ask(List<String> names, Duration window, Optional<Instant> startAt) {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Boolean>> asked =
          names.stream()
              .map(
                  name ->
                      clients.submit(
                          () -> {
                            ground.ask(name, "auto", window, startAt);
                            return true;
                          }))
              .toList();
      asked.forEach(Flood::get);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each was active once; the first may be over already when the last becomes so. */
  private void awaitGiven(String prefix, int count) {
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(5))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> ground.given(prefix) == count || ground.failed(prefix));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("not all were given: " + ground.standing(prefix), e);
    }
    if (ground.failed(prefix)) {
      throw new IllegalStateException("not all were given: " + ground.standing(prefix));
    }
  }

  private static List<String> names(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("%s-%04d".formatted(prefix, i));
    }
    return names;
  }
}
