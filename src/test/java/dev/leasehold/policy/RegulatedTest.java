package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Governance.Evidence;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two approvers, a review and a log: each is demanded by name, and together they suffice. */
class RegulatedTest {
  private static final Place TWO = new Place("owner", 2);
  private static final Place ONE = new Place("owner", 1);
  private static final Place PERHAPS = new Place("security", 1, Optional.of("request.emergency"));
  private static final Optional<Governance.ReviewDuty> REVIEW =
      Optional.of(new Governance.ReviewDuty(Duration.ofDays(1), Governance.Overdue.FLAG));

  private static Entitlement entitlement(
      Evidence level,
      List<Place> rules,
      Optional<Governance.ReviewDuty> review,
      List<List<Place>> emergency) {
    Governance governance =
        new Governance(
            List.of(),
            Set.of(),
            Optional.empty(),
            review,
            emergency.stream()
                .map(e -> new Governance.Emergency(Duration.ofHours(1), e, Duration.ofDays(1)))
                .findFirst(),
            level,
            Optional.empty());
    return Offered.ordinary()
        .approvedBy(
            rules.isEmpty() ? Offered.auto() : Offered.required(rules.toArray(Place[]::new)))
        .governedBy(governance)
        .entitlement();
  }

  private static String lacking(Entitlement entitlement, boolean logged) {
    Optional<Reason> reason = Regulated.lacking(entitlement, logged);
    reason.ifPresent(r -> assertThat(r.code()).isEqualTo(ReasonCode.EVIDENCE_INCOMPLETE));
    return reason.map(Reason::message).orElse("");
  }

  private static String lacking(List<Place> rules, List<List<Place>> emergency) {
    return lacking(entitlement(Evidence.REGULATED, rules, REVIEW, emergency), true);
  }

  @Test
  void fewerThanTwoApproversInAnyCaseAreTooFew() {
    String few = "approval.rules asks for fewer than 2 approvals without conditions";
    assertThat(lacking(List.of(), List.of())).contains(few);
    assertThat(lacking(List.of(ONE), List.of())).contains(few);
    assertThat(lacking(List.of(ONE, PERHAPS), List.of())).contains(few);
    assertThat(lacking(List.of(TWO), List.of())).isEmpty();
    assertThat(lacking(List.of(ONE, new Place("security", 1)), List.of())).isEmpty();
  }

  @Test
  void anEmergencyIsNoWayRoundThem() {
    assertThat(lacking(List.of(TWO), List.of(List.of(ONE))))
        .contains("and emergency.approval.rules asks for fewer than 2");
    assertThat(lacking(List.of(TWO), List.of(List.of(TWO)))).isEmpty();
  }

  @Test
  void aReviewAndALogAreDemandedWithTheRemedy() {
    Entitlement unreviewed =
        entitlement(Evidence.REGULATED, List.of(TWO), Optional.empty(), List.of());
    assertThat(lacking(unreviewed, true)).contains("there is no review; add review");
    Entitlement complete = entitlement(Evidence.REGULATED, List.of(TWO), REVIEW, List.of());
    assertThat(lacking(complete, false))
        .contains("the operator keeps no evidence log; have the chart's evidence enabled")
        .endsWith(", or set a lower level");
    assertThat(lacking(complete, true)).isEmpty();
  }

  @Test
  void otherLevelsDemandNothingOfThis() {
    for (Evidence level : List.of(Evidence.MINIMAL, Evidence.STANDARD)) {
      Entitlement bare = entitlement(level, List.of(), Optional.empty(), List.of());
      assertThat(lacking(bare, false)).isEmpty();
    }
  }
}
