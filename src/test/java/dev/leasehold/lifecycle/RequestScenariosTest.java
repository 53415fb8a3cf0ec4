package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.DIGEST;
import static dev.leasehold.lifecycle.Situation.approved;
import static dev.leasehold.lifecycle.Situation.approves;
import static dev.leasehold.model.Asked.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules that show only over time. */
class RequestScenariosTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Instant DECIDE_BY = AT.plus(Offered.DECIDE_WITHIN);
  private static final Instant JUST_IN_TIME = DECIDE_BY.minusNanos(1);

  private static final Situation OFFERED =
      Situation.fresh().offer(Optional.of(new Offer(DIGEST, "the-guard", DECIDE_BY, 0)));

  @Test
  void whatCouldNotBeAskedIsAskedAgainSoonAndNotWhenItLapses() {
    Verdict unknown =
        new Verdict.Undecided(new Reason(ReasonCode.SECRET_UNKNOWN, "not yet"), List.of());
    Instant wake = Situation.fresh().verdict(unknown).next(AT).wakeAt().orElseThrow();
    assertThat(wake).isAfter(AT).isBefore(AT.plusSeconds(10));
  }

  @Test
  void anUndecidedRequestLapsesExactlyWhenItsTimeIsOver() {
    RequestStep before = OFFERED.next(JUST_IN_TIME);
    assertThat(before.wakeAt()).contains(DECIDE_BY);
    assertLapses(OFFERED, DECIDE_BY);
  }

  @Test
  void anApprovalInTheLastInstantGivesTheWholeDuration() {
    RequestStep step = OFFERED.stamps(List.of(approves("ann"))).next(JUST_IN_TIME);
    assertThat(((RequestStep.Activate) step).window())
        .isEqualTo(new Window(JUST_IN_TIME, JUST_IN_TIME.plus(Duration.ofHours(4))));
    assertLapses(OFFERED.stamps(List.of(approves("ann"))), DECIDE_BY);
  }

  @Test
  void whoeverDecidedInTimeIsNotLateBecauseTheGuardCouldNotBeProved() {
    Situation approved =
        OFFERED.stamps(List.of(approves("ann"))).approvals(List.of(approved("ann", JUST_IN_TIME)));
    RequestStep waits = approved.guard(Situation.UNPROVED).next(DECIDE_BY);
    assertThat(waits).isInstanceOf(RequestStep.Await.class);
    assertThat(waits.wakeAt()).contains(JUST_IN_TIME.plus(Offered.VALID_FOR));
    assertThat(approved.next(DECIDE_BY)).isInstanceOf(RequestStep.Activate.class);
    assertLapses(approved, JUST_IN_TIME.plus(Offered.VALID_FOR));
  }

  @Test
  void aRequestThatHadToWaitIsStillGivenTheWholeTimeToDecide() {
    Instant late = AT.plus(DAY.multipliedBy(3));
    assertThat(Situation.fresh().next(late))
        .isInstanceOfSatisfying(
            RequestStep.Publish.class,
            publish -> assertThat(publish.decideBy()).isEqualTo(late.plus(Offered.DECIDE_WITHIN)));
  }

  @Test
  void aNewOfferDoesNotMoveTheTimeToDecide() {
    RequestStep step = OFFERED.outdated(true).next(JUST_IN_TIME);
    assertThat(((RequestStep.Publish) step).decideBy()).isEqualTo(DECIDE_BY);
    assertLapses(OFFERED.outdated(true), DECIDE_BY);
  }

  @Test
  void whatWasApprovedForLaterWaitsForItsStartAndForNothingElse() {
    Instant start = AT.plus(Duration.ofHours(30));
    Situation scheduled =
        OFFERED
            .asked(Asked.ordinary().startingAt(start))
            .stamps(List.of(approves("ann")))
            .approvals(List.of(approved("ann", AT.plus(Duration.ofHours(20)))));
    assertThat(scheduled.next(start.minusNanos(1)))
        .isInstanceOfSatisfying(
            RequestStep.Await.class,
            await -> {
              assertThat(await.scheduled()).isTrue();
              assertThat(await.wakeAt()).contains(start);
            });
    assertThat(((RequestStep.Activate) scheduled.next(start)).window().start()).isEqualTo(start);
  }

  @Test
  void whatChangesAfterItWasApprovedForLaterMayBeDecidedAnew() {
    Instant start = AT.plus(Duration.ofHours(30));
    Situation changed = OFFERED.asked(Asked.ordinary().startingAt(start)).outdated(true);
    RequestStep step = changed.next(DECIDE_BY.plusSeconds(1));
    Instant anew = start.plus(Offered.VALID_FOR);
    assertThat(((RequestStep.Publish) step).decideBy()).isEqualTo(anew);
    assertLapses(changed, anew);
  }

  @Test
  void whatIsMissingMayComeForADay() {
    Situation missing = Situation.fresh().verdict(Situation.UNDECIDED);
    assertThat(missing.next(AT.plus(DAY).minusNanos(1)).wakeAt()).contains(AT.plus(DAY));
    assertLapses(missing, AT.plus(DAY));
  }

  @Test
  void aDoubtThatComesLateDoesNotEndWhatPeopleCouldStillDecide() {
    Situation doubt = OFFERED.verdict(Situation.UNDECIDED);
    assertThat(doubt.next(DECIDE_BY).wakeAt()).contains(DECIDE_BY.plus(DAY));
    assertLapses(doubt, DECIDE_BY.plus(DAY));
    Instant start = DECIDE_BY.plusSeconds(3600);
    Situation later = doubt.asked(Asked.ordinary().startingAt(start));
    assertThat(later.next(start).wakeAt()).contains(start.plus(DAY));
    assertLapses(later, start.plus(DAY));
  }

  @Test
  void aStartFarAheadDoesNotProlongTheWaitForWhatWasNeverOffered() {
    Situation far =
        Situation.fresh()
            .verdict(Situation.UNDECIDED)
            .asked(Asked.ordinary().startingAt(AT.plus(DAY.multipliedBy(9))));
    assertLapses(far, AT.plus(DAY));
  }

  @Test
  void aGuardThatIsNeverProvedLetsTheRequestLapse() {
    Situation unproved = Situation.fresh().guard(Situation.UNPROVED);
    assertThat(unproved.next(AT.plus(DAY).minusNanos(1)).wakeAt()).contains(AT.plus(DAY));
    RequestStep.Close close = assertLapses(unproved, AT.plus(DAY));
    assertThat(close.reason().code()).hasToString("ApprovalUnattested");
  }

  @Test
  void whatNeedsNobodyIsGivenAtOnceOrAtItsStartButNotForEver() {
    Situation auto = OFFERED.verdict(Situation.AUTO);
    assertThat(auto.next(AT.plusSeconds(1))).isInstanceOf(RequestStep.Activate.class);
    assertLapses(auto, DECIDE_BY);
    Instant start = DECIDE_BY.plusSeconds(3600);
    Situation later = auto.asked(Asked.ordinary().startingAt(start));
    assertThat(later.next(start)).isInstanceOf(RequestStep.Activate.class);
    assertLapses(later, start.plus(Offered.VALID_FOR));
  }

  private static RequestStep.Close assertLapses(Situation situation, Instant at) {
    assertThat(situation.next(at.minusNanos(1))).isNotInstanceOf(RequestStep.Close.class);
    RequestStep.Close close = (RequestStep.Close) situation.next(at);
    assertThat(close.cause().kind()).isEqualTo(EndCause.Kind.LAPSED);
    return close;
  }
}
