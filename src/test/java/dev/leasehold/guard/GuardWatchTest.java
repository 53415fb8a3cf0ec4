package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardWatchTest {
  private static final AtomicInteger DRAWN = new AtomicInteger();
  private static final Proof LIVE = new Proof.Live(new Fingerprint("policies"));
  private static final Proof OFF = new Proof.NotLive("leasehold-approvals", "it let one pass");

  /** As an operator finds them whose chart was upgraded before it was. */
  private static final Proof DIFFERS = new Proof.NotLive("leasehold-creation", "it differs", false);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration RESTART = Duration.ofSeconds(20);

  private final Cluster cluster = new Cluster();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T08:00:00Z"));
  private final List<GuardWatch> all = new ArrayList<>();

  private GuardWatch watch() {
    GuardWatch watch =
        new GuardWatch(
            cluster,
            new Epoch(cluster, () -> "epoch-" + DRAWN.incrementAndGet()),
            guard -> {},
            LOOK,
            now::get);
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

  /** So many that the last proof is stale. */
  private void passMinutes() {
    now.set(now.get().plus(GuardWatch.EVERY.multipliedBy(2)).plusSeconds(1));
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

  /** Else one call that nobody answers would void whatever waits for its second approval. */
  @Test
  void aTryThatNobodyAnsweredSaysNothingOfTheGuard() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.failing = true;
    watch.tryNow();
    assertThat(watch.current()).isEqualTo(before);
    cluster.failing = false;
    assertThat(watch.fresh()).isEqualTo(before);
    assertThat(tried(watch)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "429, true", "500, true", "503, true", "403, false", "404, false"})
  void onlyWhatIsNoAnswerSaysNothingOfTheGuard(int code, boolean kept) {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.proof = Proof.NotLive.untried("leasehold-creation", "the API server answered ", code);
    watch.tryNow();
    assertThat(watch.current().equals(before)).isEqualTo(kept);
  }

  @Test
  void aGuardThatCouldNotBeProvedForMinutesIsAnotherToo() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.failing = true;
    passMinutes();
    watch.tryNow();
    assertThat(watch.current()).isInstanceOf(Guard.Unproved.class);
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

  private static Instant since(Guard guard) {
    return guard instanceof Guard.Live live ? live.since() : Instant.MAX;
  }

  /** Whoever asked while only the operator was away is believed. */
  @Test
  void policiesThatStayedAsTheyWereActedAllTheTime() {
    Instant begin = now.get();
    assertThat(since(started(Duration.ofDays(1)))).isEqualTo(begin);
    now.set(begin.plus(Duration.ofHours(1)));
    assertThat(since(started(Duration.ofHours(1)))).isEqualTo(begin);
  }

  @Test
  void policiesThatChangedOrFailedActSinceTheyWereProvedAgain() {
    GuardWatch watch = watch();
    Instant begin = now.get();
    assertThat(since(tried(watch))).isEqualTo(begin);
    now.set(begin.plusSeconds(1));
    assertThat(since(tried(watch))).isEqualTo(begin);
    cluster.proof = new Proof.Live(new Fingerprint("other"));
    assertThat(since(tried(watch))).isEqualTo(begin.plusSeconds(1));
    now.set(begin.plusSeconds(2));
    cluster.proof = LIVE;
    assertThat(since(started(Duration.ofHours(1)))).isEqualTo(begin.plusSeconds(2));
    cluster.proof = OFF;
    all.getLast().tryNow();
    now.set(begin.plusSeconds(3));
    cluster.proof = LIVE;
    assertThat(since(started(RESTART))).isEqualTo(begin.plusSeconds(3));
  }

  @Test
  void policiesThatWereNeverEditedActSinceTheyWereMade() {
    Instant made = now.get().minusSeconds(600);
    cluster.proof = new Proof.Live(new Fingerprint("policies", Optional.of(made)));
    GuardWatch watch = watch();
    assertThat(since(tried(watch))).isEqualTo(made);
    cluster.failing = true;
    watch.tryNow();
    cluster.failing = false;
    assertThat(since(tried(watch))).as("nobody saw them failing").isEqualTo(made);
    cluster.proof = OFF;
    watch.tryNow();
    cluster.proof = new Proof.Live(new Fingerprint("policies", Optional.of(made)));
    assertThat(since(tried(watch))).as("somebody did").isEqualTo(now.get());
  }

  /** A chart's upgrade edits each policy once: between two guards there was no third. */
  @Test
  void policiesThatWereEditedOnceEachActedAllTheTime() {
    Instant begin = now.get();
    cluster.proof = edited(1, 4);
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.proof = DIFFERS;
    watch.tryNow();
    now.set(begin.plusSeconds(30));
    cluster.proof = edited(2, 5);
    Guard after = started(RESTART);
    assertThat(after).as("but what was approved is asked for again").isNotEqualTo(before);
    assertThat(since(after)).isEqualTo(begin);
    now.set(begin.plusSeconds(60));
    cluster.proof = edited(2, 6);
    assertThat(since(tried(all.getLast()))).as("one after the other").isEqualTo(begin);
  }

  /** Opened and closed again: two edits, however good the last one looks. */
  @Test
  void policiesThatWereEditedTwiceMayHaveBeenOpen() {
    Instant begin = now.get();
    cluster.proof = edited(1, 4);
    GuardWatch watch = watch();
    Guard _ = tried(watch);
    cluster.proof = DIFFERS;
    watch.tryNow();
    now.set(begin.plusSeconds(30));
    cluster.proof = edited(3, 4);
    assertThat(since(tried(watch))).isEqualTo(now.get());
    now.set(begin.plusSeconds(60));
    cluster.proof = edited(3, 6);
    assertThat(since(started(Duration.ofHours(1)))).isEqualTo(now.get());
  }

  /** Whatever the policies look like, a forgery that passed was seen to pass. */
  @Test
  void policiesThatFailedAreNotBelievedForHavingBeenEditedOnce() {
    cluster.proof = edited(1, 4);
    GuardWatch watch = watch();
    Guard _ = tried(watch);
    cluster.proof = OFF;
    watch.tryNow();
    now.set(now.get().plusSeconds(30));
    cluster.proof = edited(2, 4);
    assertThat(since(started(RESTART))).isEqualTo(now.get());
  }

  private static Proof edited(long one, long two) {
    String policies = "000000000000000a=" + one + ",000000000000000b=" + two;
    return new Proof.Live(new Fingerprint(policies, policies, Optional.empty()));
  }

  /** An API server that does not answer for a moment makes nobody's request doubtful. */
  @Test
  void whatCouldNotBeTriedWasNotSeenFailing() {
    GuardWatch watch = watch();
    Instant begin = now.get();
    Guard before = tried(watch);
    cluster.failing = true;
    passMinutes();
    watch.tryNow();
    cluster.failing = false;
    assertThat(since(tried(watch))).isEqualTo(begin);
    cluster.failing = true;
    passMinutes();
    watch.tryNow();
    cluster.failing = false;
    Guard after = started(RESTART);
    assertThat(after).isNotEqualTo(before);
    assertThat(since(after)).isEqualTo(begin);
  }

  /** As an earlier version noted it. */
  @Test
  void aNoteWithoutPoliciesKeepsItsEpoch() {
    Guard before = started(Duration.ofDays(1));
    String epoch = cluster.noted().orElseThrow().split(" ", -1)[0];
    cluster.write(epoch);
    now.set(now.get().plusSeconds(9));
    Guard after = started(RESTART);
    assertThat(since(after)).isEqualTo(now.get());
    assertThat(((Guard.Live) after).fingerprint()).isEqualTo(((Guard.Live) before).fingerprint());
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

  /** As when the Lease has run out: the fence lets no dry run and no note through. */
  @Test
  void aTryThatTheFenceRefusesIsFollowedByTheNext() {
    Guard before = started(RESTART);
    GuardWatch watch = all.getLast();
    cluster.fenced = true;
    passMinutes();
    watch.tryNow();
    assertThat(watch.current()).isInstanceOf(Guard.Unproved.class);
    cluster.fenced = false;
    Awaitility.await().until(() -> watch.current() instanceof Guard.Live);
    assertThat(watch.current()).isNotEqualTo(before);
  }

  @Test
  void anEndThatCannotBeNotedIsNotedByTheNextTry() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    cluster.proof = OFF;
    cluster.fenced = true;
    watch.tryNow();
    cluster.fenced = false;
    watch.tryNow();
    assertThat(cluster.noted().orElseThrow()).startsWith("! ");
    cluster.proof = LIVE;
    assertThat(tried(watch)).isInstanceOf(Guard.Live.class).isNotEqualTo(before);
  }

  @Test
  void aProofThatIsMinutesOldProvesNothing() {
    GuardWatch watch = watch();
    Guard before = tried(watch);
    now.set(now.get().plus(GuardWatch.EVERY.multipliedBy(2)));
    assertThat(watch.fresh()).isEqualTo(before);
    now.set(now.get().plusSeconds(1));
    assertThat(watch.fresh()).isInstanceOf(Guard.Unproved.class);
    Awaitility.await().until(() -> watch.current() instanceof Guard.Live);
  }

  /** A guard as it is told to be, and a note that is kept or not. */
  private static final class Cluster implements Prover, EpochNote {
    private volatile Proof proof = LIVE;
    private volatile boolean failing;
    private volatile boolean unwritable;
    private volatile boolean fenced;
    private final AtomicInteger read = new AtomicInteger();
    private Optional<String> note = Optional.empty();

    @Override
    public Proof prove() {
      fence();
      if (failing) {
        throw new KubernetesClientException("down", 503, null);
      }
      return proof;
    }

    private void fence() {
      if (fenced) {
        throw new Unavailable(new Reason(ReasonCode.NOT_LEADING, "the Lease has run out"));
      }
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
      fence();
      note = Optional.of(epoch);
    }
  }
}
