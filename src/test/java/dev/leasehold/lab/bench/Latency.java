package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.bench.Use.Answer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** From an approval to a first 200, and from a window's end to the first refusal, as users see. */
final class Latency {
  private static final Duration WATCHED_BEFORE = Duration.ofMillis(30);

  private final Lab lab;
  private final Ground ground;
  private final Use probe;
  private final Duration pause;
  private final Map<String, CompletableFuture<String>> delivered = new ConcurrentHashMap<>();

  /**
   * @param pause between one that is active and the next approval
   */
  Latency(Lab lab, Ground ground, Use probe, Duration pause) {
    this.lab = lab;
    this.ground = ground;
    this.probe = probe;
    this.pause = pause;
  }

  /** What was measured, in nanoseconds. */
  record Measured(List<Long> sinceSent, List<Long> sinceAccepted, List<Long> sinceEnd, int early) {}

  /** One after the other is approved; later they expire likewise. */
  Measured measure(String entitlement, int samples, int warmUp, Duration window) {
    return measure(entitlement, entitlement, samples, warmUp, window);
  }

  /** The same; names begin with the prefix. */
  Measured measure(String prefix, String entitlement, int samples, int warmUp, Duration window) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < samples + warmUp; i++) {
      names.add("%s-%04d".formatted(prefix, i));
    }
    names.forEach(ground::subject);
    names.forEach(name -> ground.ask(name, entitlement, window, Optional.empty()));
    names.forEach(name -> ground.await(name, RequestPhase.AwaitingApproval));
    List<Long> sent = new ArrayList<>();
    List<Long> accepted = new ArrayList<>();
    Map<String, String> tokens = new ConcurrentHashMap<>();
    try (var _ = lab.adminClient().secrets().inNamespace(Ground.NAMESPACE).watch(new Deliveries());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : names) {
        Future<Answer> usable = threads.submit(() -> usable(entitlement, name, tokens));
        long before = System.nanoTime();
        ground.approve(name);
        long after = System.nanoTime();
        long used = usable.get().nanos();
        ground.await(name, RequestPhase.Active);
        Thread.sleep(pause);
        if (names.indexOf(name) >= warmUp) {
          sent.add(used - before);
          accepted.add(used - after);
        }
      }
      return ended(sent, accepted, tokens, threads);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer usable(String entitlement, String name, Map<String, String> tokens) {
    String token =
        entitlement.equals("binding")
            ? ground.token(name)
            : delivered.computeIfAbsent(name, n -> new CompletableFuture<>()).join();
    tokens.put(name, token);
    return probe.until(token, status -> status == 200);
  }

  private Measured ended(
      List<Long> sent, List<Long> accepted, Map<String, String> tokens, ExecutorService threads)
      throws InterruptedException, java.util.concurrent.ExecutionException {
    Map<String, Instant> ends = ground.ends();
    List<Future<Long>> refusals = new ArrayList<>();
    tokens.forEach(
        (name, token) -> {
          Instant end = Ground.of(ends, name);
          // How late it was looked at would be counted of those that are over already.
          if (Instant.now().isBefore(end)) {
            refusals.add(threads.submit(() -> refused(token, end)));
          }
        });
    if (refusals.isEmpty()) {
      throw new IllegalStateException("every window was over before it could be watched");
    }
    List<Long> sinceEnd = new ArrayList<>();
    for (Future<Long> refusal : refusals) {
      sinceEnd.add(refusal.get());
    }
    int early = (int) sinceEnd.stream().filter(nanos -> nanos < 0).count();
    return new Measured(sent, accepted, sinceEnd, early);
  }

  /** How long after the end the first answer came that was no 200. */
  private long refused(String token, Instant end) throws InterruptedException {
    Duration wait = Duration.between(Instant.now(), end.minus(WATCHED_BEFORE));
    Thread.sleep(wait.isNegative() ? Duration.ZERO : wait);
    probe.until(token, status -> status != 200);
    return Duration.between(end, Instant.now()).toNanos();
  }

  private static Optional<String> credential(Secret secret) {
    Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
    return Optional.ofNullable(data.get("token"))
        .map(Latency::text)
        .or(
            () ->
                Optional.ofNullable(data.get("username"))
                    .map(user -> text(user) + " " + text(data.getOrDefault("password", ""))));
  }

  private static String text(String encoded) {
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** Tells of credentials as they are delivered. */
  private final class Deliveries implements Watcher<Secret> {
    @Override
    public void eventReceived(Action action, Secret secret) {
      credential(secret)
          .ifPresent(
              text ->
                  delivered
                      .computeIfAbsent(
                          secret.getMetadata().getName(), n -> new CompletableFuture<>())
                      .complete(text));
    }

    @Override
    public void onClose(WatcherException cause) {}
  }
}
