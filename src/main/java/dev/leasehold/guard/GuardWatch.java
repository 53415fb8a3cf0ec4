package dev.leasehold.guard;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.schedule.Shared;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Knows whether the admission guard was proved to be live: tried at the start, every minute, sooner
 * while it is not, and whenever its policies are found to be others than those that were tried.
 */
public final class GuardWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GuardWatch.class);

  /** design.md §3. */
  static final Duration EVERY = Duration.ofMinutes(1);

  /** A proof that is older proves nothing: the next one should have come long ago. */
  private static final Duration STALE = EVERY.multipliedBy(2);

  /** A new policy acts after about a second. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /**
   * How long at most nobody looks whether the policies are still those that were tried. Looking
   * more often than needed makes others wait: the API server catches up for such lists ten times a
   * second at most (decision 0034).
   */
  public static final Duration LOOK = Duration.ofSeconds(5);

  private final Prover probe;
  private final Shared<Fingerprint> policies;
  private final Epoch epoch;
  private final Consumer<Guard> changed;
  private final Duration look;
  private final InstantSource clock;
  private final AtomicReference<Tried> current = new AtomicReference<>(Tried.NOT_YET);
  private volatile Future<?> next = CompletableFuture.completedFuture(null);
  private Future<?> nextLook = CompletableFuture.completedFuture(null);
  private final ScheduledExecutorService timer = timer();

  /**
   * @param changed is told when it is another guard, or none, than before
   * @param look {@link #LOOK}, or shorter
   */
  public GuardWatch(
      Prover probe, Epoch epoch, Consumer<Guard> changed, Duration look, InstantSource clock) {
    this.probe = probe;
    this.policies = new Shared<>(Thread::startVirtualThread, probe::read);
    this.epoch = epoch;
    this.changed = changed;
    this.look = look;
    this.clock = clock;
  }

  /**
   * Begins to watch.
   *
   * @param unwatched for how long nobody has; if that is no longer than one process leaves it
   *     unwatched between two tries, what was noted then goes on
   */
  public void start(Duration unwatched) {
    if (unwatched.compareTo(EVERY) <= 0) {
      epoch.goesOn();
    }
    Future<?> _ = timer.submit(this::tryNow);
    looked();
  }

  /** What is asked for after it was closed is not done, and no trouble. */
  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("guard").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Whoever has read the policies afresh has looked for all. */
  private synchronized void looked() {
    nextLook.cancel(false);
    nextLook = timer.schedule(this::look, look.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whatever goes wrong, it is looked again: the timer forgets what has thrown once. */
  private void look() {
    try {
      Guard _ = fresh();
    } catch (Unavailable e) {
      LOG.debugf("reason=%s looked at again", e.reason().code());
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "the guard's policies could not be looked at");
    } finally {
      looked();
    }
  }

  /** As last proved. */
  public Guard current() {
    return current.get().guard();
  }

  /** Read afresh: what was proved counts only while the very same policies are there. */
  public Guard fresh() {
    Tried proved = current.get();
    if (proved.policies().isEmpty()) {
      return proved.guard();
    }
    if (stale(proved)) {
      return unproved(proved, "the admission guard was not tried for minutes; it is being tried");
    }
    try {
      if (policies.fresh().equals(proved.policies().get())) {
        looked();
        return proved.guard();
      }
    } catch (KubernetesClientException e) {
      // Not a word about the guard: nothing would tell those who wait that it can be read again.
      throw new Unavailable(
          new Reason(
              ReasonCode.GUARD_UNREADABLE,
              "the guard's policies could not be read (" + e.getCode() + ")"));
    }
    return unproved(proved, "the guard's policies changed; they are being tried anew");
  }

  private boolean stale(Tried proved) {
    return Duration.between(proved.at(), clock.instant()).abs().compareTo(STALE) > 0;
  }

  private Guard unproved(Tried proved, String why) {
    Guard unproved = new Guard.Unproved(new Reason(ReasonCode.APPROVAL_UNATTESTED, why));
    if (current.compareAndSet(proved, new Tried(unproved, Optional.empty(), proved.at(), false))) {
      Future<?> _ = timer.submit(this::tryNow);
    }
    return unproved;
  }

  /**
   * Tries the guard, and says so if it is another, or none, than before. Whatever goes wrong, what
   * was found is kept and the next try is certain before anything else is done.
   */
  void tryNow() {
    Tried found = Tried.UNKNOWN;
    try {
      found = found(probe.prove());
    } catch (KubernetesClientException | Unavailable e) {
      LOG.debugf("the admission guard could not be tried (%s)", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "the admission guard could not be tried");
    } finally {
      tried(found);
    }
  }

  private void tried(Tried found) {
    next.cancel(false);
    Duration wait = found.policies().isPresent() ? EVERY : SOON;
    next = timer.schedule(this::tryNow, wait.toMillis(), TimeUnit.MILLISECONDS);
    if (unknown(found)) {
      return;
    }
    try {
      if (!current.getAndSet(found).guard().equals(found.guard())) {
        found.said();
        changed.accept(found.guard());
      }
    } finally {
      if (found.policies().isEmpty()) {
        epoch.over(found.seenOff());
      }
    }
  }

  /**
   * Nobody answered, which says nothing of the guard: the last proof counts until it is stale, as
   * it does while a try hangs, and only while the very same policies are there.
   */
  private boolean unknown(Tried found) {
    Tried last = current.get();
    return found.equals(Tried.UNKNOWN) && last.policies().isPresent() && !stale(last);
  }

  private Tried found(Proof proof) {
    return switch (proof) {
      case Proof.Live(Fingerprint policies) -> live(policies);
      case Proof.NotLive(String policy, String reason, boolean seen, boolean answered) ->
          answered ? Tried.notLive(policy + ": " + reason, seen) : Tried.UNKNOWN;
    };
  }

  private Tried live(Fingerprint policies) {
    try {
      Instant now = clock.instant();
      Epoch.Noted noted = epoch.proved(policies, now);
      Guard guard = new Guard.Live(policies.in(noted.epoch()), noted.since());
      return new Tried(guard, Optional.of(policies), now, false);
    } catch (KubernetesClientException | Unavailable e) {
      return Tried.UNKNOWN;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
