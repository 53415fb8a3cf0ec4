package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.RequestPhase;
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

/** Many requests that need no approval, all at once; and many windows that end at one instant. */
final class Flood {
  private static final int CLIENTS = 16;

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
    awaitActive(prefix, count);
    return new Arrived(asked, Duration.ofNanos(System.nanoTime() - start));
  }

  /** How long after their common end each was refused, in nanoseconds. */
  List<Long> expireTogether(String prefix, int count, Duration ahead, Duration window) {
    List<String> names = names(prefix, count);
    names.forEach(ground::subject);
    Instant start = Instant.ofEpochSecond(Instant.now().plus(ahead).getEpochSecond());
    ask(names, window, Optional.of(start));
    awaitActive(prefix, count);
    Map<String, Instant> ends = ground.ends();
    try (ExecutorService pollers = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<List<Long>>> shares = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int share = i;
        List<String> mine =
            names.stream().filter(n -> names.indexOf(n) % CLIENTS == share).toList();
        shares.add(pollers.submit(() -> refusals(mine, ends)));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> share : shares) {
        all.addAll(share.get());
      }
      return all;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> refusals(List<String> names, Map<String, Instant> ends)
      throws InterruptedException {
    Instant end = Ground.of(ends, names.getFirst());
    Thread.sleep(Duration.between(Instant.now(), end.minusMillis(20)));
    List<Long> refused = new ArrayList<>();
    List<String> left = new ArrayList<>(names);
    while (!left.isEmpty()) {
      left.removeIf(
          name -> {
            boolean gone = probe.once(ground.token(name)).status() != 200;
            if (gone) {
              refused.add(Duration.between(Ground.of(ends, name), Instant.now()).toNanos());
            }
            return gone;
          });
    }
    return refused;
  }

  private void ask(List<String> names, Duration window, Optional<Instant> startAt) {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      names.forEach(name -> clients.execute(() -> ground.ask(name, "auto", window, startAt)));
    }
  }

  private void awaitActive(String prefix, int count) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> ground.in(RequestPhase.Active, prefix) == count);
  }

  private static List<String> names(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("%s-%04d".formatted(prefix, i));
    }
    return names;
  }
}
