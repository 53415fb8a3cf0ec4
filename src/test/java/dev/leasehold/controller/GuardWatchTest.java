package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.guard.EpochNote;
import dev.leasehold.guard.Fingerprint;
import dev.leasehold.guard.Proof;
import dev.leasehold.guard.Prover;
import dev.leasehold.lifecycle.Guard;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardWatchTest {
  private static final AtomicInteger DRAWN = new AtomicInteger();
  private static final Proof LIVE = new Proof.Live(new Fingerprint("policies"));
  private static final Proof OFF = new Proof.NotLive("leasehold-approvals", "it let one pass");
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration RESTART = Duration.ofSeconds(20);

  private final Cluster cluster = new Cluster();
  private final List<GuardWatch> all = new ArrayList<>();

  private GuardWatch watch() {
    GuardWatch watch =
        new GuardWatch(
            cluster,
            new Epoch(cluster, () -> "epoch-" + DRAWN.incrementAndGet()),
            guard -> {},
            LOOK);
    all.add(watch);
    return watch;
  }

  private Guard tried(GuardWatch watch) {
    watch.tryNow();
    return watch.fresh();
  }

  private Guard started(Duration unwatched) {
    GuardWatch watch = watch();
    watch.start(unwatched);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> watch.current() instanceof Guard.Live);
    return watch.current();
  }

  @AfterEach
  void stop() {
    all.forEach(GuardWatch::close);
  }

  @Test
  void aGuardThatIsProvedAgainAndAgainIsTheSame() {
    GuardWatch watch = watch();
    Guard first = tried(watch);
    assertThat(first).isInstanceOf(Guard.Live.class);
    assertThat(tried(watch)).isEqualTo(first);
    assertThat(watch.fresh()).isEqualTo(first);
  }

  @Test
  void aGuardThatWasOffIsAnotherThoughItsPoliciesAreTheSame() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.proof = OFF;
    assertThat(tried(watch)).isInstanceOf(Guard.Unproved.class);
    cluster.proof = LIVE;
    assertThat(tried(watch)).isInstanceOf(Guard.Live.class).isNotEqualTo(before);
  }

  @Test
  void aGuardThatCouldNotBeProvedIsAnotherToo() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.failing = true;
    try {
      watch.tryNow();
    } catch (KubernetesClientException e) {
      assertThat(watch.current()).isInstanceOf(Guard.Unproved.class);
    }
    cluster.failing = false;
    assertThat(tried(watch)).isNotEqualTo(before);
  }

  @Test
  void policiesThatCannotBeReadAreAskedForAgainByWhoeverNeedsThem() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.failing = true;
    assertThatThrownBy(watch::fresh).isInstanceOf(Unavailable.class);
    cluster.failing = false;
    assertThat(watch.fresh()).isEqualTo(before);
  }

  @Test
  void otherPoliciesAreAnotherGuard() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.proof = new Proof.Live(new Fingerprint("other"));
    assertThat(watch.fresh()).isInstanceOf(Guard.Unproved.class);
    assertThat(tried(watch)).isInstanceOf(Guard.Live.class).isNotEqualTo(before);
  }

  @Test
  void aProcessThatFollowsAnotherClosesNoOffer() {
    Guard before = started(Duration.ofDays(1));
    assertThat(started(RESTART)).isEqualTo(before);
  }

  @Test
  void aProcessThatFollowsOneThatSawTheGuardFailBeginsAnew() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.proof = OFF;
    watch.tryNow();
    cluster.proof = LIVE;
    assertThat(started(RESTART)).isNotEqualTo(before);
  }

  @Test
  void whatNobodyWatchedForLongMayHaveBeenOff() {
    Guard before = started(Duration.ofDays(1));
    assertThat(started(Duration.ofSeconds(61))).isNotEqualTo(before);
  }

  @Test
  void anEpochThatCannotBeNotedIsNone() {
    cluster.unwritable = true;
    GuardWatch watch = watch();
    assertThat(tried(watch)).isInstanceOf(Guard.Unproved.class);
    cluster.unwritable = false;
    assertThat(tried(watch)).isInstanceOf(Guard.Live.class);
  }

  @Test
  void policiesThatNobodyAsksForAreLookedAtAllTheSame() {
    Guard before = started(RESTART);
    cluster.proof = new Proof.Live(new Fingerprint("other"));
    Awaitility.await().until(() -> !all.getLast().current().equals(before));
  }

  @Test
  void policiesThatCouldNotBeReadAreLookedAtAgain() {
    Guard before = started(RESTART);
    cluster.failing = true;
    int asked = cluster.read.get();
    Awaitility.await().until(() -> cluster.read.get() > asked);
    cluster.proof = new Proof.Live(new Fingerprint("other"));
    cluster.failing = false;
    Awaitility.await().until(() -> !all.getLast().current().equals(before));
  }

  @Test
  void whoReadsThemHasLookedForAll() {
    started(RESTART);
    AtomicInteger asked = new AtomicInteger(cluster.read.get());
    Awaitility.await()
        .pollInterval(LOOK.dividedBy(20))
        .during(LOOK.multipliedBy(2))
        .until(
            () -> {
              Guard _ = all.getLast().fresh();
              return cluster.read.get() == asked.incrementAndGet();
            });
  }

  /** A guard as it is told to be, and a note that is kept or not. */
  private static final class Cluster implements Prover, EpochNote {
    private volatile Proof proof = LIVE;
    private volatile boolean failing;
    private volatile boolean unwritable;
    private final AtomicInteger read = new AtomicInteger();
    private Optional<String> note = Optional.empty();

    @Override
    public Proof prove() {
      if (failing) {
        throw new KubernetesClientException("down", 503, null);
      }
      return proof;
    }

    @Override
    public Fingerprint read() {
      read.incrementAndGet();
      if (failing) {
        throw new KubernetesClientException("down", 503, null);
      }
      return proof instanceof Proof.Live(Fingerprint there) ? there : new Fingerprint("policies");
    }

    @Override
    public synchronized Optional<String> noted() {
      return note;
    }

    @Override
    public synchronized void write(String epoch) {
      if (unwritable) {
        throw new KubernetesClientException("down", 503, null);
      }
      note = Optional.of(epoch);
    }

    @Override
    public synchronized void erase() {
      note = Optional.empty();
    }
  }
}
