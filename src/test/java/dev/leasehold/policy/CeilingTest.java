package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.policy.Ceiling.Roles;
import dev.leasehold.policy.Ceiling.Use;
import dev.leasehold.policy.Ceiling.Vaults;
import dev.leasehold.policy.Facts.Offering;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each limit by itself: what exceeds it is named, and what just reaches it does not. */
class CeilingTest {
  private static final Entitlement ORDINARY = Offered.ordinary().entitlement();
  private static final NamespaceSelector ALL = new NamespaceSelector(Map.of(), List.of());
  private static final Ceiling NONE =
      new Ceiling(
          ALL,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty());

  private static Ceiling lasting(Duration most) {
    return new Ceiling(
        ALL,
        Optional.of(most),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static Ceiling rated(Sensitivity most) {
    return new Ceiling(
        ALL,
        Optional.empty(),
        Optional.of(most),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static Ceiling giving(String... roles) {
    return new Ceiling(
        ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Roles(Set.of(roles), Set.of("orders-reader"))),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static Ceiling opening(String connection, String... paths) {
    return new Ceiling(
        ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Vaults(
                Set.of(connection), Optional.of(List.of(paths)).filter(list -> !list.isEmpty()))),
        OptionalInt.empty());
  }

  private static Ceiling asking(int approvals) {
    return new Ceiling(
        ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(approvals));
  }

  @Test
  void aCeilingWithoutLimitsLimitsNothing() {
    assertThat(NONE.exceededBy(ORDINARY, List.of(new Use("db", "any", Optional.empty()))))
        .isEmpty();
  }

  @Test
  void aLongerDurationIsNamedAndTheSameIsFine() {
    assertThat(lasting(Duration.ofHours(8)).exceededBy(ORDINARY, List.of())).isEmpty();
    assertThat(lasting(Duration.ofHours(8).minusSeconds(1)).exceededBy(ORDINARY, List.of()))
        .contains("maxDuration is above the ceiling, which is 7h59m59s");
    assertThat(
            lasting(Duration.ofHours(8))
                .exceededBy(emergency(Duration.ofHours(9), 1), List.of())
                .orElseThrow())
        .startsWith("emergency.maxDuration");
  }

  @Test
  void aHigherSensitivityIsNamed() {
    for (Sensitivity most : Sensitivity.values()) {
      assertThat(rated(most).exceededBy(ORDINARY, List.of()).isPresent())
          .isEqualTo(most == Sensitivity.LOW);
    }
  }

  @Test
  void everyRoleHasToBeListedByItsKind() {
    assertThat(giving("orders-reader", "view").exceededBy(ORDINARY, List.of())).isEmpty();
    assertThat(giving("orders-reader").exceededBy(ORDINARY, List.of()))
        .contains("target own: Role view is not within the ceiling");
    assertThat(giving("view").exceededBy(ORDINARY, List.of()))
        .contains("target shop: Role orders-reader is not within the ceiling");
  }

  @Test
  void vaultIsOpenWhereItIsListedAndBelow() {
    Use creds = new Use("db", "default", Optional.of("database/creds/orders"));
    assertThat(opening("default").exceededBy(ORDINARY, List.of(creds))).isEmpty();
    assertThat(opening("other").exceededBy(ORDINARY, List.of(creds)))
        .contains(
            "target db: path database/creds/orders of Vault connection default is not within the"
                + " ceiling");
    assertThat(opening("default", "database/creds").exceededBy(ORDINARY, List.of(creds))).isEmpty();
    assertThat(opening("default", "database/creds/orders").exceededBy(ORDINARY, List.of(creds)))
        .isEmpty();
    for (String wrong : List.of("database/creds/order", "database/creds/orders/x", "secret")) {
      assertThat(opening("default", wrong).exceededBy(ORDINARY, List.of(creds))).isPresent();
    }
    assertThat(
            opening("default", "database")
                .exceededBy(ORDINARY, List.of(new Use("db", "default", Optional.empty()))))
        .contains("target db: a token of Vault connection default is not within the ceiling");
  }

  @Test
  void approvalsThatMayNotBeAskedForDoNotCount() {
    assertThat(asking(1).exceededBy(ORDINARY, List.of())).isEmpty();
    assertThat(asking(2).exceededBy(ORDINARY, List.of()).orElseThrow())
        .contains("approval.rules asks for fewer than the 2 approvals");
    Entitlement unsure =
        Offered.ordinary()
            .approvedBy(
                Offered.required(
                    new Place("owner", 1), new Place("security", 1, Optional.of("true"))))
            .entitlement();
    assertThat(asking(2).exceededBy(unsure, List.of())).isPresent();
    assertThat(asking(1).exceededBy(unsure, List.of())).isEmpty();
    assertThat(
            asking(1)
                .exceededBy(Offered.ordinary().approvedBy(Offered.auto()).entitlement(), List.of()))
        .isPresent();
    assertThat(asking(1).exceededBy(emergency(Duration.ofHours(1), 1), List.of())).isEmpty();
  }

  @Test
  void emergenciesAreNoWayRoundApprovals() {
    Entitlement two =
        Offered.ordinary()
            .approvedBy(Offered.required(new Place("owner", 2)))
            .governedBy(emergency(Duration.ofHours(1), 1).governance())
            .entitlement();
    assertThat(asking(2).exceededBy(two, List.of()).orElseThrow())
        .startsWith("emergency.approval.rules");
  }

  @Test
  void whoAsksWaitsAndWhoHasItEndsOnlyByWhatItHasItself() {
    assertThat(review(Duration.ofHours(2), lasting(Duration.ofHours(4)), false))
        .isInstanceOf(Verdict.Undecided.class);
    assertThat(review(Duration.ofHours(4), lasting(Duration.ofHours(4)), true))
        .isInstanceOf(Verdict.Permitted.class);
    assertThat(review(Duration.ofHours(5), lasting(Duration.ofHours(4)), true))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, v -> assertThat(v.reason().code()).isEqualTo(Facts.CEILING));
    assertThat(review(Duration.ofHours(4), asking(9), true)).isInstanceOf(Verdict.Permitted.class);
    assertThat(review(Duration.ofHours(4), giving("orders-reader"), true))
        .isInstanceOf(Verdict.Refused.class);
    Asked less = Asked.ordinary().forTargets("shop");
    assertThat(review(less, giving("orders-reader"), true)).isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void whatIsOnOfferBesidesByNowEndsNobodysAccess() {
    Entitlement more =
        Offered.ordinary()
            .handingOut(Offered.SHOP, Offered.OWN, Offered.bindingOf("admin"))
            .entitlement();
    Ceilings ceilings = new Ceilings(List.of(giving("orders-reader", "view")), List.of());
    Reason reason = new Reason(Facts.CEILING, ceilings.exceededBy(more).orElseThrow());
    TestFacts facts =
        TestFacts.of(Asked.ordinary(), more)
            .offering(new Offering.Exceeding(more, ceilings, reason));
    assertThat(judged(facts.alreadyGranted(List.of(Offered.SHOP, Offered.OWN))))
        .isInstanceOf(Verdict.Permitted.class);
    assertThat(judged(facts.alreadyGranted(more.targets()))).isInstanceOf(Verdict.Refused.class);
  }

  private static Verdict judged(TestFacts facts) {
    return Admission.review(facts.facts(), TestRulebook.unasked());
  }

  /** A renewal is given anew, so it needs what is on offer to be within the ceiling again. */
  @Test
  void whatGoesOnAboveACeilingIsNotRenewed() {
    Verdict.Permitted goesOn = (Verdict.Permitted) review(Duration.ofHours(4), asking(9), true);
    assertThat(goesOn.notRenewed().orElseThrow().code()).isEqualTo(Facts.CEILING);
    Verdict within =
        Admission.review(
            TestFacts.of(Asked.ordinary(), ORDINARY).alreadyGranted().facts(),
            TestRulebook.unasked());
    assertThat(((Verdict.Permitted) within).notRenewed()).isEmpty();
  }

  @Test
  void anEmergencyIsHeldToItsOwnTermsAlsoAboveACeiling() {
    Entitlement brief = emergency(Duration.ofMinutes(30), 1);
    Ceilings ceilings = new Ceilings(List.of(asking(9)), List.of());
    Reason reason = new Reason(Facts.CEILING, ceilings.exceededBy(brief).orElseThrow());
    Asked hour = Asked.ordinary().lasting(Duration.ofHours(1)).inEmergency();
    TestFacts facts =
        TestFacts.of(hour, brief)
            .offering(new Offering.Exceeding(brief, ceilings, reason))
            .alreadyGranted();
    assertThat(AdmissionTest.reason(Admission.review(facts.facts(), TestRulebook.unasked())).code())
        .isEqualTo("DurationTooLong");
  }

  private static Verdict review(Duration asked, Ceiling ceiling, boolean granted) {
    return review(Asked.ordinary().lasting(asked), ceiling, granted);
  }

  private static Verdict review(Asked asked, Ceiling ceiling, boolean granted) {
    Ceilings ceilings = new Ceilings(List.of(NONE, ceiling), List.of());
    Reason reason = new Reason(Facts.CEILING, ceilings.exceededBy(ORDINARY).orElseThrow());
    TestFacts facts =
        TestFacts.of(asked, ORDINARY).offering(new Offering.Exceeding(ORDINARY, ceilings, reason));
    return Admission.review(
        (granted ? facts.alreadyGranted() : facts).facts(), TestRulebook.unasked());
  }

  private static Entitlement emergency(Duration most, int count) {
    return Offered.ordinary()
        .governedBy(
            new Governance(
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new Governance.Emergency(
                        most, List.of(new Place("oncall", count)), Duration.ofHours(24))),
                Governance.Evidence.MINIMAL,
                Optional.empty()))
        .entitlement();
  }
}
