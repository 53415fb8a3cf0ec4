package dev.leasehold.controller;

import dev.leasehold.guard.GuardProbe;
import dev.leasehold.guard.Proof;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Knows whether the admission guard was proved to be live: tried at the start, every minute, sooner
 * while it is not, and whenever its policies are found to be others than those that were tried.
 */
final class GuardWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GuardWatch.class);

  /** design.md §3. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** A new policy acts after about a second. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** How often it is looked whether the policies are still those that were tried. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final String UNATTESTED = "ApprovalUnattested";

  private static final Guard NOT_TRIED =
      new Guard.Unproved(
          new Reason(UNATTESTED, "the admission guard has not been tried yet; this takes seconds"));

  private final GuardProbe probe;
  private final Consumer<Guard> changed;
  private final AtomicReference<Guard> current = new AtomicReference<>(NOT_TRIED);
  private volatile Future<?> next = CompletableFuture.completedFuture(null);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("guard").factory());

  /**
   * @param changed is told when it is another guard, or none, than before
   */
  GuardWatch(GuardProbe probe, Consumer<Guard> changed) {
    this.probe = probe;
    this.changed = changed;
  }

  void start() {
    Future<?> _ = timer.submit(this::tryNow);
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whatever goes wrong, it is looked again: the timer forgets what has thrown once. */
  private void look() {
    try {
      Guard _ = fresh();
    } catch (RuntimeException e) {
      LOG.errorf(e, "the guard's policies could not be looked at");
    }
  }

  /** As last proved. */
  Guard current() {
    return current.get();
  }

  /** Read afresh: what was proved counts only while the very same policies are there. */
  Guard fresh() {
    Guard proved = current.get();
    if (!(proved instanceof Guard.Live(String fingerprint))) {
      return proved;
    }
    try {
      if (probe.read().value().equals(fingerprint)) {
        return proved;
      }
    } catch (KubernetesClientException e) {
      return new Guard.Unproved(new Reason(UNATTESTED, "the guard's policies could not be read"));
    }
    Guard unproved =
        new Guard.Unproved(
            new Reason(UNATTESTED, "the guard's policies changed; they are being tried anew"));
    if (current.compareAndSet(proved, unproved)) {
      Future<?> _ = timer.submit(this::tryNow);
    }
    return unproved;
  }

  private void tryNow() {
    Guard found = UNKNOWN;
    try {
      found =
          switch (probe.prove()) {
            case Proof.Live(var fingerprint) -> new Guard.Live(fingerprint.value());
            case Proof.NotLive(String policy, String reason) ->
                new Guard.Unproved(new Reason(UNATTESTED, policy + ": " + reason));
          };
    } finally {
      Guard before = current.getAndSet(found);
      next.cancel(false);
      Duration wait = found instanceof Guard.Live ? EVERY : SOON;
      next = timer.schedule(this::tryNow, wait.toMillis(), TimeUnit.MILLISECONDS);
      if (!before.equals(found)) {
        changed.accept(found);
      }
    }
  }

  private static final Guard UNKNOWN =
      new Guard.Unproved(new Reason(UNATTESTED, "the admission guard could not be tried"));

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
