package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.DIGEST;
import static dev.leasehold.lifecycle.Situation.approved;
import static dev.leasehold.lifecycle.Situation.approves;
import static dev.leasehold.model.Asked.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Stamp;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a further act of the same person means. */
class LatchingTest {
  private static final Situation OFFERED =
      Situation.fresh()
          .offer(Optional.of(new Offer(DIGEST, "the-guard", AT.plus(Offered.DECIDE_WITHIN), 0)));

  @Test
  void anApprovalThatLapsedBeforeTheStartHasToBeGivenAgain() {
    Instant start = AT.plus(Duration.ofHours(20));
    Situation early =
        OFFERED
            .asked(Asked.ordinary().startingAt(start))
            .approvals(List.of(approved("ann", AT)))
            .stamps(List.of(approves("ann")));
    Instant lapse = AT.plus(Offered.VALID_FOR);
    assertThat(early.next(lapse.minusNanos(1)).wakeAt()).contains(lapse);
    assertThat(early.next(start))
        .isInstanceOfSatisfying(
            RequestStep.Await.class, await -> assertThat(await.count().satisfied()).isFalse());
    Stamp again = Situation.stamp(Stamp.Act.APPROVAL, 2, Asked.UID, DIGEST, "ann");
    assertThat(early.stamps(List.of(approves("ann"), again)).next(start))
        .isInstanceOfSatisfying(
            RequestStep.Activate.class,
            activate -> assertThat(activate.approvals()).containsExactly(approved("ann", start)));
  }

  @Test
  void aFurtherRoleOfTheSamePersonIsAFurtherApproval() {
    Verdict two =
        new Verdict.Permitted(
            Offered.ordinary()
                .approvedBy(Offered.required(new Place("owner", 1), new Place("security", 1)))
                .entitlement(),
            "subject-uid",
            List.of());
    Stamp asSecurity =
        new Stamp(Stamp.Act.APPROVAL, 2, Asked.UID, DIGEST, Set.of("security"), "ann", "");
    Situation situation =
        OFFERED
            .verdict(two)
            .approvals(List.of(approved("ann", AT)))
            .stamps(List.of(approves("ann"), asSecurity));
    RequestStep.Await await = (RequestStep.Await) situation.next(AT.plusSeconds(9));
    assertThat(await.approvals()).hasSize(2);
    assertThat(await.approvals().getLast().roles()).containsExactly("security");
    assertThat(await.count().satisfied()).isFalse();
  }

  @Test
  void aSignedApprovalIsNotMistakenForTheStampOfTheSamePerson() {
    Approval signed = new Approval("ann", Set.of("owner"), DIGEST, AT, Approval.Method.SIGNATURE);
    Situation situation = OFFERED.approvals(List.of(signed)).stamps(List.of(approves("ann")));
    Signatures known =
        new Signatures(
            List.of(), List.of(new Signatures.Signed("ann", Set.of("owner"))), List.of(), false);
    RequestStep.Activate step =
        (RequestStep.Activate)
            RequestLifecycle.next(situation.observation().with(known), AT.plusSeconds(9));
    assertThat(step.approvals()).containsExactly(signed, approved("ann", AT.plusSeconds(9)));
  }
}
