package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.DIGEST;
import static dev.leasehold.lifecycle.Situation.NOW;
import static dev.leasehold.lifecycle.Situation.approved;
import static dev.leasehold.lifecycle.Situation.approves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Stamp;
import dev.leasehold.policy.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in status is no approval unless something on the request attests it. */
final class AttestedTest {
  private static final Approval LATCHED = approved("ann", NOW.minusSeconds(60));

  private static final Verdict TWO =
      new Verdict.Permitted(
          Offered.ordinary().approvedBy(Offered.required(new Place("owner", 2))).entitlement(),
          "subject-uid",
          List.of());

  @Test
  void anApprovalInStatusAloneGivesNothingAndIsSaidTo() {
    Approval signed = new Approval("ann", Set.of("owner"), DIGEST, NOW, Approval.Method.SIGNATURE);
    for (Approval forged : List.of(LATCHED, signed)) {
      assertThat(Situation.offered().approvals(List.of(forged)).next())
          .isInstanceOfSatisfying(
              RequestStep.Await.class,
              await -> {
                assertThat(await.count().satisfied()).isFalse();
                assertThat(await.obstacle().orElseThrow().code())
                    .hasToString("ApprovalWithoutStamp");
                assertThat(await.obstacle().orElseThrow().message())
                    .startsWith("the approval of ann in status does not count");
              });
    }
  }

  @Test
  void aStampOfAnythingElseAttestsNothing() {
    for (Stamp other :
        List.of(
            approves("bob"),
            Situation.stamp(Stamp.Act.APPROVAL, 1, "other-uid", DIGEST, "ann"),
            Situation.stamp(Stamp.Act.APPROVAL, 1, Asked.UID, "e".repeat(64), "ann"),
            new Stamp(Stamp.Act.APPROVAL, 1, Asked.UID, DIGEST, Set.of("security"), "ann", ""),
            new Stamp(Stamp.Act.REVIEW, 1, Asked.UID, DIGEST, Set.of("owner"), "ann", "keep"))) {
      Situation forged =
          Situation.offered().verdict(TWO).approvals(List.of(LATCHED)).stamps(List.of(other));
      RequestStep.Await await = (RequestStep.Await) forged.next();
      assertThat(await.obstacle().orElseThrow().code()).hasToString("ApprovalWithoutStamp");
    }
  }

  @Test
  void oneStampAttestsOneApproval() {
    Approval lapsed = approved("ann", NOW.minus(Offered.VALID_FOR));
    Situation twice =
        Situation.offered().approvals(List.of(lapsed, LATCHED)).stamps(List.of(approves("ann")));
    assertThat(twice.next()).isInstanceOf(RequestStep.Await.class);
  }

  @Test
  void anApprovalThatIsGivenAgainCountsFromWhenItWasSeenFirst() {
    Situation again =
        Situation.offered().approvals(List.of(LATCHED)).stamps(List.of(approves("ann")));
    assertThat(again.next())
        .isInstanceOfSatisfying(
            RequestStep.Activate.class,
            activate -> assertThat(activate.approvals()).containsExactly(LATCHED));
  }

  /** What was said of an earlier offer is no news. */
  @Test
  void anApprovalOfAnotherOfferIsNotMissed() {
    Approval former =
        new Approval("ann", Set.of("owner"), "e".repeat(64), NOW, Approval.Method.ANNOTATION);
    RequestStep.Await await =
        (RequestStep.Await) Situation.offered().approvals(List.of(former)).next();
    assertThat(await.obstacle()).isEmpty();
  }
}
