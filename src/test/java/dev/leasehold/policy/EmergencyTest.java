package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Governance.Emergency;
import dev.leasehold.model.Offered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An emergency goes by its own rule and limits, and by nothing laxer. */
class EmergencyTest {
  private static final List<Place> ONCALL = List.of(new Place("oncall", 1));
  private static final Entitlement OFFERED = offered(Offered.required(new Place("owner", 2)));

  @Test
  void itsOwnRuleAndLimitStandInPlaceOfTheOrdinary() {
    Asked hour = Asked.ordinary().lasting(Duration.ofHours(1)).inEmergency();
    Entitlement terms = permitted(hour, OFFERED);
    assertThat(terms.approval().places()).isEqualTo(ONCALL);
    assertThat(terms.maxDuration()).isEqualTo(Duration.ofHours(1));
    assertThat(terms.approval().validFor()).isEqualTo(Offered.VALID_FOR);
    assertThat(terms.governance()).isEqualTo(OFFERED.governance());
    Verdict longer = review(hour.lasting(Duration.ofHours(2)), OFFERED);
    assertThat(((Verdict.Refused) longer).reason().message()).contains("at most 1h");
  }

  @Test
  void peopleAreAskedAlsoWhereTheOrdinaryWayIsAuto() {
    Asked hour = Asked.ordinary().lasting(Duration.ofHours(1)).inEmergency();
    Entitlement terms = permitted(hour, offered(Offered.auto()));
    assertThat(terms.approval().mode()).isEqualTo(Mode.REQUIRED);
    assertThat(terms.approval().places()).isEqualTo(ONCALL);
  }

  @Test
  void whoDoesNotSayEmergencyGoesTheOrdinaryWay() {
    Entitlement terms = permitted(Asked.ordinary(), OFFERED);
    assertThat(terms).isEqualTo(OFFERED);
  }

  @Test
  void whereThereIsNoEmergencyRuleThereIsNoEmergency() {
    Verdict verdict = review(Asked.ordinary().inEmergency(), Offered.ordinary().entitlement());
    assertThat(((Verdict.Refused) verdict).reason().code()).hasToString("EmergencyNotOffered");
  }

  @Test
  void whatIsPermittedWaitsForTheReviewOfAnEarlierEmergencyAndNothingElseIsTouched() {
    Asked hour = Asked.ordinary().lasting(Duration.ofHours(1)).inEmergency();
    Verdict permitted = review(hour, OFFERED);
    Verdict free = EmergencyDebt.on(permitted, OFFERED.ref(), List.of());
    assertThat(free).isInstanceOf(Verdict.Permitted.class);
    assertThat(free.trace().getLast().result()).isEqualTo(Decision.Result.HOLDS);
    Verdict owed = EmergencyDebt.on(permitted, OFFERED.ref(), List.of("ar-1", "ar-2"));
    assertThat(owed).isInstanceOf(Verdict.Undecided.class);
    assertThat(((Verdict.Undecided) owed).reason().code()).hasToString("EmergencyReviewOwed");
    assertThat(((Verdict.Undecided) owed).reason().message()).contains("ar-1", "forget");
    assertThat(owed.trace().getLast().result()).isEqualTo(Decision.Result.WAITS);
    Verdict refused = review(hour.lasting(Duration.ofHours(2)), OFFERED);
    assertThat(EmergencyDebt.on(refused, OFFERED.ref(), List.of("ar-1"))).isEqualTo(refused);
  }

  @Test
  void whatMayComeOutOtherwiseWithTheTimeIsLookedAtAgainWhateverIsOwed() {
    for (boolean restless : List.of(true, false)) {
      Verdict permitted = new Verdict.Permitted(OFFERED, "uid", List.of(), restless);
      for (List<String> owed : List.of(List.<String>of(), List.of("ar-1"))) {
        assertThat(EmergencyDebt.on(permitted, OFFERED.ref(), owed).restless()).isEqualTo(restless);
      }
    }
  }

  private static Entitlement permitted(Asked asked, Entitlement entitlement) {
    return ((Verdict.Permitted) review(asked, entitlement)).entitlement();
  }

  private static Verdict review(Asked asked, Entitlement entitlement) {
    return Admission.review(TestFacts.of(asked, entitlement).facts(), TestRulebook.unasked());
  }

  private static Entitlement offered(ApprovalPolicy ordinary) {
    Emergency rule = new Emergency(Duration.ofHours(1), ONCALL, Duration.ofHours(24));
    return Offered.ordinary()
        .approvedBy(ordinary)
        .governedBy(
            new Governance(
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(rule),
                Governance.Evidence.MINIMAL,
                Optional.empty()))
        .entitlement();
  }
}
