package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates whose clocks are handed in, and a Lease that is kept as the API server keeps one. */
class ElectorTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Kept kept = new Kept();
  private final Candidate one = new Candidate("one", Duration.ZERO);
  private final Candidate two = new Candidate("two", Duration.ZERO);

  @Test
  void thereIsNoLeaseAndOneLeads() {
    one.elector.round();
    two.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
    assertThat(two.heard).isEmpty();
    assertThat(kept.holder()).isEqualTo("one");
  }

  @Test
  void aDeadLeaderWhoseClockWasAnHourAheadIsFollowedAsSoonAsAnyOther() {
    kept.heldBy("dead", NOW.plus(HOUR));
    go(one, Elector.LEASE.minus(Elector.RETRY));
    assertThat(one.heard).isEmpty();
    go(one, Elector.RETRY.multipliedBy(2));
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
  }

  @Test
  void aStandbyWhoseClockIsAheadStealsNothing() {
    Candidate ahead = new Candidate("ahead", Duration.ofSeconds(5));
    one.elector.round();
    for (int i = 0; i < 100; i++) {
      pass(Elector.RETRY);
      one.elector.round();
      ahead.elector.round();
    }
    assertThat(ahead.heard).isEmpty();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
  }

  @Test
  void whatWasGivenUpIsTakenAtOnce() throws Elector.Unanswered {
    one.elector.round();
    two.elector.round();
    one.elector.resign();
    two.elector.round();
    assertThat(two.heard).containsExactly(Elector.Change.LEADS);
  }

  @Test
  void whoRanHereBeforeUnderTheSameNameIsFollowedAtOnce() {
    kept.heldBy("one", NOW);
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
  }

  @Test
  void whoWasAwayWhileNobodyElseTookItGoesOn() {
    one.elector.round();
    pass(HOUR);
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
    assertThat(kept.holder()).isEqualTo("one");
  }

  @Test
  void whoWasAwayWhileAnotherLedHasLostItThoughItIsFreeAgain() throws Elector.Unanswered {
    one.elector.round();
    two.elector.round();
    go(two, Elector.LEASE.plus(Elector.RETRY));
    two.elector.resign();
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS, Elector.Change.LOST);
  }

  @Test
  void aTwinOfTheSameNameIsAnother() {
    one.elector.round();
    Candidate twin = new Candidate("one", Duration.ZERO);
    twin.elector.round();
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS, Elector.Change.LOST);
  }

  @Test
  void afterAnOutageTheLeaderIsFirst() {
    one.elector.round();
    two.elector.round();
    kept.away = true;
    for (int i = 0; i < 100; i++) {
      pass(Elector.RETRY);
      one.elector.round();
      two.elector.round();
    }
    kept.away = false;
    two.elector.round();
    assertThat(two.heard).isEmpty();
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
  }

  @Test
  void aLeaseThatSomebodyAnnotatesIsRenewed() {
    one.elector.round();
    kept.touch();
    pass(Elector.RETRY);
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
    assertThat(kept.renewed()).isEqualTo(NOW.plus(Elector.RETRY));
  }

  /** Versions may be lower or, after a restore that raises them, higher than before. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoSeesItsOwnOlderLeaseBeginsFromNothing(boolean raised) {
    one.elector.round();
    Lease before = Objects.requireNonNull(kept.lease);
    pass(Elector.RETRY);
    one.elector.round();
    kept.lease = raised ? kept.copy(before) : before;
    pass(Elector.RETRY);
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS, Elector.Change.LOST);
    assertThat(kept.renewed()).isEqualTo(NOW);
  }

  /** Its caches are of a cluster that is no longer there, so it must not lead with them. */
  @Test
  void whoStoodByWhenTheClusterWasPutBackBeginsFromNothing() {
    one.elector.round();
    Lease first = Objects.requireNonNull(kept.lease);
    pass(Elector.RETRY);
    one.elector.round();
    two.elector.round();
    kept.lease = kept.copy(first);
    two.elector.round();
    assertThat(two.heard).containsExactly(Elector.Change.LOST);
    Candidate three = new Candidate("three", Duration.ZERO);
    kept.heldBy("one", NOW.plus(HOUR));
    three.elector.round();
    kept.lease = kept.copy(first);
    three.elector.round();
    assertThat(three.heard).as("fewer have held it").containsExactly(Elector.Change.LOST);
  }

  @Test
  void whoStandsByDoesNotMindThatALeaseIsDeletedAndMadeAgain() throws Elector.Unanswered {
    one.elector.round();
    two.elector.round();
    kept.lease = null;
    pass(Elector.RETRY);
    one.elector.round();
    two.elector.round();
    assertThat(two.heard).isEmpty();
    one.elector.resign();
    two.elector.round();
    assertThat(two.heard).containsExactly(Elector.Change.LEADS);
  }

  @Test
  void aLeaseThatIsDeletedIsNotTakenFromWhoHoldsIt() {
    one.elector.round();
    two.elector.round();
    kept.lease = null;
    two.elector.round();
    one.elector.round();
    assertThat(two.heard).isEmpty();
    assertThat(kept.holder()).isEqualTo("one");
  }

  @Test
  void whatWasWrittenWithoutAnAnswerIsStillOurs() {
    one.elector.round();
    kept.deaf = true;
    pass(Elector.RETRY);
    one.elector.round();
    kept.deaf = false;
    pass(Elector.RETRY);
    one.elector.round();
    assertThat(one.heard).containsExactly(Elector.Change.LEADS);
    assertThat(kept.renewed()).isEqualTo(NOW.plus(Elector.RETRY.multipliedBy(2)));
  }

  @Test
  void whatIsLeftIsFoundByTheNextAndStaysUntilSomethingElseIsLeft() throws Elector.Unanswered {
    one.elector.round();
    assertThat(one.handover.found("known")).isEmpty();
    one.leaves = Optional.of("first");
    one.elector.round();
    one.leaves = Optional.of("second");
    one.elector.resign();
    two.elector.round();
    assertThat(two.handover.found("known")).contains("second");
    two.elector.round();
    two.elector.resign();
    Candidate three = new Candidate("three", Duration.ZERO);
    three.elector.round();
    assertThat(three.handover.found("known")).contains("second");
  }

  @Test
  void whatIsLeftIsWrittenAgainWhereTheLeaseWasDeleted() {
    one.leaves = Optional.of("first");
    one.elector.round();
    kept.lease = null;
    one.elector.round();
    two.elector.round();
    go(two, Elector.LEASE.plus(Elector.RETRY));
    assertThat(two.heard).containsExactly(Elector.Change.LEADS);
    assertThat(two.handover.found("known")).contains("first");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Looks every half second for so long. */
  private void go(Candidate candidate, Duration time) {
    for (Duration left = time; !left.isNegative(); left = left.minus(Elector.RETRY)) {
      candidate.elector.round();
      pass(Elector.RETRY);
    }
  }

  private final class Candidate {
    private final List<Elector.Change> heard = new ArrayList<>();
    private Optional<String> leaves = Optional.empty();
    private final Handover handover = new Handover(Map.of("known", () -> leaves));
    private final Elector elector;

    Candidate(String name, Duration ahead) {
      long began = nanos.get();
      this.elector =
          new Elector(
              kept,
              new Elector.Place("n", "l", name),
              nanos::get,
              () -> NOW.plusNanos(nanos.get() - began).plus(ahead),
              handover,
              heard::add);
    }
  }

  /** One Lease, with versions. */
  private static final class Kept implements Elector.Leases {
    private @Nullable Lease lease;
    private int version;
    private boolean away;
    private boolean deaf;

    void heldBy(String holder, Instant renewed) {
      lease =
          new LeaseBuilder()
              .withNewMetadata()
              .withName("l")
              .withResourceVersion("0")
              .endMetadata()
              .withNewSpec()
              .withHolderIdentity(holder)
              .withLeaseDurationSeconds(3)
              .withRenewTime(renewed.atZone(ZoneOffset.UTC))
              .withLeaseTransitions(7)
              .endSpec()
              .build();
    }

    String holder() {
      return Objects.requireNonNull(lease).getSpec().getHolderIdentity();
    }

    Instant renewed() {
      return Objects.requireNonNull(lease).getSpec().getRenewTime().toInstant();
    }

    void touch() {
      lease = copy(Objects.requireNonNull(lease));
    }

    private Lease copy(Lease from) {
      version++;
      return new LeaseBuilder(from)
          .editMetadata()
          .withResourceVersion("" + version)
          .endMetadata()
          .build();
    }

    private void answer() throws Elector.Unanswered {
      if (away) {
        throw new Elector.Unanswered("no answer");
      }
    }

    @Override
    public Optional<Lease> read() throws Elector.Unanswered {
      answer();
      return Optional.ofNullable(lease).map(l -> new LeaseBuilder(l).build());
    }

    @Override
    public Optional<Lease> create(Lease wanted) throws Elector.Unanswered {
      answer();
      return lease == null ? written(wanted) : Optional.empty();
    }

    @Override
    public Optional<Lease> replace(Lease wanted) throws Elector.Unanswered {
      answer();
      return lease != null
              && lease
                  .getMetadata()
                  .getResourceVersion()
                  .equals(wanted.getMetadata().getResourceVersion())
          ? written(wanted)
          : Optional.empty();
    }

    private Optional<Lease> written(Lease wanted) throws Elector.Unanswered {
      lease = copy(wanted);
      if (deaf) {
        throw new Elector.Unanswered("no answer");
      }
      return Optional.of(new LeaseBuilder(lease).build());
    }
  }
}
