package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Ceiling.Use;
import dev.leasehold.policy.Facts.Offering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each limit by itself: what exceeds it is named, and what just reaches it does not. */
class CeilingTest {
  private static final Entitlement ORDINARY = Offered.ordinary().entitlement();
  private static final Ceiling NONE = Ceiled.all().ceiling();

  private static Ceiling lasting(Duration most) {
    return Ceiled.all().lasting(most).ceiling();
  }

  private static Ceiling lasting(Duration window, Duration total) {
    return Ceiled.all()
        .within(new Ceiling.Lasting(Optional.of(window), Optional.of(total)))
        .ceiling();
  }

  private static Ceiling rated(Sensitivity most) {
    return Ceiled.all().rated(most).ceiling();
  }

  private static Ceiling giving(String... roles) {
    return Ceiled.all().giving(Set.of(roles), Set.of("orders-reader")).ceiling();
  }

  private static Ceiling opening(String connection, String... paths) {
    return Ceiled.all().opening(connection, paths).ceiling();
  }

  private static Ceiling asking(int approvals) {
    return Ceiled.all().asking(approvals).ceiling();
  }

  /** A window is no limit where it is given again and again, whether people are asked or not. */
  @Test
  void renewalsAreWithinTheCeilingOfOneWindowOrWithinTheirOwn() {
    for (ApprovalPolicy people : List.of(Offered.auto(), Offered.required(new Place("owner", 1)))) {
      Entitlement renewed = renewable(people, Duration.ofDays(730));
      assertThat(lasting(Duration.ofHours(8)).exceededBy(renewed, List.of()))
          .containsExactly("renewal.maxTotal is above the ceiling, which is 8h");
      assertThat(lasting(Duration.ofHours(8), Duration.ofHours(24)).exceededBy(renewed, List.of()))
          .containsExactly("renewal.maxTotal is above the ceiling, which is 24h");
      assertThat(NONE.exceededBy(renewed, List.of())).isEmpty();
      Entitlement day = renewable(people, Duration.ofHours(24));
      assertThat(lasting(Duration.ofHours(8), Duration.ofHours(24)).exceededBy(day, List.of()))
          .isEmpty();
      assertThat(lasting(Duration.ofHours(24)).exceededBy(day, List.of())).isEmpty();
    }
  }

  @Test
  void noWindowIsLongerThanAllOfThemTogether() {
    assertThat(lasting(Duration.ofHours(9), Duration.ofHours(7)).exceededBy(ORDINARY, List.of()))
        .containsExactly("maxDuration is above the ceiling, which is 7h");
  }

  @Test
  void noRoleIsBoundOutsideTheNamespacesOfTheCeiling() {
    Ceiling shop = Ceiled.all().in("shop").ceiling();
    assertThat(Ceiled.all().in("shop", "stock").ceiling().exceededBy(ORDINARY, List.of()))
        .isEmpty();
    assertThat(Ceiled.all().in("stock").ceiling().exceededBy(ORDINARY, List.of()))
        .containsExactly(
            "target shop: namespace shop is not within the ceiling",
            "target own: namespace shop is not within the ceiling");
    assertThat(Ceiled.all().in().ceiling().exceededBy(ORDINARY, List.of())).hasSize(3);
    Entitlement elsewhere =
        Offered.ordinary()
            .handingOut(
                new Target.RoleBinding(
                    "far",
                    List.of(
                        new Binding(
                            new RoleRef(RoleRef.Kind.ROLE, "orders-reader"), "hr", List.of()))))
            .entitlement();
    assertThat(shop.exceededBy(elsewhere, List.of()))
        .containsExactly("target far: namespace hr is not within the ceiling");
    assertThat(shop.exceeded(Optional.empty(), elsewhere.targets(), Duration.ofHours(1), List.of()))
        .hasSize(1);
  }

  /** Who owns a catalog may call its roles as he likes; the ceiling says which ones count. */
  @Test
  void approvalsCountInTheRolesOfTheCeilingOnly() {
    Ceiling security = Ceiled.all().with(people(Set.of("security"), "24h", true)).ceiling();
    Entitlement owners =
        Offered.ordinary().approvedBy(Offered.required(new Place("owner", 2))).entitlement();
    assertThat(security.exceededBy(owners, List.of()))
        .containsExactly(
            "approval.rules asks for fewer than the 1 approvals of security, without conditions,"
                + " that the ceiling demands");
    Entitlement both =
        Offered.ordinary()
            .approvedBy(Offered.required(new Place("owner", 1), new Place("security", 1)))
            .entitlement();
    assertThat(security.exceededBy(both, List.of())).isEmpty();
    Entitlement nobody = Offered.ordinary().approvedBy(Offered.auto()).entitlement();
    assertThat(security.exceededBy(nobody, List.of())).hasSize(1);
    assertThat(security.exceededBy(emergency(Duration.ofHours(1), 1), List.of())).hasSize(2);
  }

  @Test
  void howLongApprovalsAreGoodIsWithinTheCeiling() {
    Ceiling day = Ceiled.all().with(people(Set.of(), "24h", true)).ceiling();
    assertThat(day.exceededBy(ORDINARY, List.of())).isEmpty();
    Ceiling hour = Ceiled.all().with(people(Set.of(), "1h", true)).ceiling();
    assertThat(hour.exceededBy(ORDINARY, List.of()))
        .containsExactly(
            "approval.validFor is above the ceiling, which is 1h",
            "approval.decideWithin is above the ceiling, which is 1h");
  }

  @Test
  void whoControlsTheSubjectApprovesOnlyWhereTheCeilingLetsThem() {
    ApprovalPolicy open =
        new ApprovalPolicy(
            ApprovalPolicy.Mode.REQUIRED,
            List.of(new Place("owner", 1)),
            Duration.ofHours(1),
            Duration.ofHours(1),
            true);
    Entitlement controlled = Offered.ordinary().approvedBy(open).entitlement();
    assertThat(
            Ceiled.all()
                .with(people(Set.of(), "24h", false))
                .ceiling()
                .exceededBy(controlled, List.of()))
        .containsExactly("approval.allowSubjectControllers is not within the ceiling");
    assertThat(
            Ceiled.all()
                .with(people(Set.of(), "24h", true))
                .ceiling()
                .exceededBy(controlled, List.of()))
        .isEmpty();
  }

  @Test
  void accountabilityGoesOnlyToWhomTheCeilingNames() {
    Entitlement moved =
        Offered.ordinary()
            .governedBy(
                new Governance(
                    List.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Governance.Evidence.MINIMAL,
                    Optional.of(
                        new Governance.Transfer(
                            "vendor", Instant.EPOCH, "contract", Optional.empty()))))
            .entitlement();
    assertThat(NONE.exceededBy(moved, List.of())).isEmpty();
    for (Set<String> allowed : List.of(Set.<String>of(), Set.of("other"))) {
      assertThat(handingTo(allowed).exceededBy(moved, List.of()))
          .containsExactly("accountabilityTransfer to vendor is not within the ceiling");
    }
    assertThat(handingTo(Set.of("vendor")).exceededBy(moved, List.of())).isEmpty();
  }

  private static Ceiling handingTo(Set<String> teams) {
    return Ceiled.all()
        .with(
            new ApprovalLimits(
                OptionalInt.empty(), Set.of(), Optional.empty(), true, Optional.of(teams)))
        .ceiling();
  }

  private static ApprovalLimits people(
      Set<String> roles, String validFor, boolean subjectControllers) {
    return new ApprovalLimits(
        OptionalInt.empty(),
        roles,
        Optional.of(Durations.parse(validFor)),
        subjectControllers,
        Optional.empty());
  }

  @Test
  void everythingThatExceedsIsNamedAtOnce() {
    Ceiling low =
        Ceiled.all().in("hr").lasting(Duration.ofHours(1)).rated(Sensitivity.LOW).ceiling();
    assertThat(new Ceilings(List.of(low), List.of()).exceededBy(ORDINARY))
        .contains(
            "maxDuration is above the ceiling, which is 1h; sensitivity is above the ceiling, which"
                + " is LOW; target shop: namespace shop is not within the ceiling; target own:"
                + " namespace shop is not within the ceiling; and 1 more");
    Ceiling lower = Ceiled.all().asking(9).giving(Set.of(), Set.of()).ceiling();
    assertThat(new Ceilings(List.of(low, lower), List.of()).exceededBy(ORDINARY).orElseThrow())
        .endsWith("; and 4 more");
  }

  private static Entitlement renewable(ApprovalPolicy people, Duration total) {
    return Offered.ordinary().approvedBy(people).renewable(total).entitlement();
  }

  @Test
  void aCeilingWithoutLimitsLimitsNothing() {
    assertThat(NONE.exceededBy(ORDINARY, List.of(new Use("db", "any", "r", Optional.empty()))))
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
                .getFirst())
        .startsWith("emergency.maxDuration");
  }

  @Test
  void aHigherSensitivityIsNamed() {
    for (Sensitivity most : Sensitivity.values()) {
      assertThat(rated(most).exceededBy(ORDINARY, List.of()).isEmpty())
          .isEqualTo(most != Sensitivity.LOW);
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
    Use creds = new Use("db", "default", "r", Optional.of("database/creds/orders"));
    assertThat(opening("default").exceededBy(ORDINARY, List.of(creds))).isEmpty();
    assertThat(opening("other").exceededBy(ORDINARY, List.of(creds)))
        .contains(
            "target db: path database/creds/orders of Vault connection default is not within the"
                + " ceiling");
    assertThat(opening("default", "database/creds").exceededBy(ORDINARY, List.of(creds))).isEmpty();
    assertThat(opening("default", "database/creds/orders").exceededBy(ORDINARY, List.of(creds)))
        .isEmpty();
    for (String wrong : List.of("database/creds/order", "database/creds/orders/x", "secret")) {
      assertThat(opening("default", wrong).exceededBy(ORDINARY, List.of(creds))).isNotEmpty();
    }
    assertThat(
            opening("default", "database")
                .exceededBy(ORDINARY, List.of(new Use("db", "default", "r", Optional.empty()))))
        .contains("target db: a token of Vault connection default is not within the ceiling");
  }

  /** Whoever names a token role hands out every policy that it allows. */
  @Test
  void tokensAreMadeByTheTokenRolesOfTheCeilingOnly() {
    for (Optional<String> path : List.of(Optional.of("database/creds/orders"), NO_PATH)) {
      Use use = new Use("db", "default", "leasehold-payments", path);
      Ceiled all = Ceiled.all();
      assertThat(
              all.openingBy("default", "leasehold-payments", "leasehold-stock")
                  .ceiling()
                  .exceededBy(ORDINARY, List.of(use)))
          .isEmpty();
      assertThat(opening("default").exceededBy(ORDINARY, List.of(use))).isEmpty();
      for (Ceiled other :
          List.of(all.openingBy("default"), all.openingBy("default", "leasehold-payment"))) {
        assertThat(other.ceiling().exceededBy(ORDINARY, List.of(use)))
            .containsExactly(
                "target db: token role leasehold-payments of Vault connection default is not"
                    + " within the ceiling");
        assertThat(
                other
                    .ceiling()
                    .exceeded(Optional.empty(), List.of(), Duration.ofHours(1), List.of(use)))
            .hasSize(1);
      }
      assertThat(all.openingBy("other", "r").ceiling().exceededBy(ORDINARY, List.of(use)))
          .hasSize(2);
    }
  }

  private static final Optional<String> NO_PATH = Optional.empty();

  @Test
  void approvalsThatMayNotBeAskedForDoNotCount() {
    assertThat(asking(1).exceededBy(ORDINARY, List.of())).isEmpty();
    assertThat(asking(2).exceededBy(ORDINARY, List.of()).getFirst())
        .contains("approval.rules asks for fewer than the 2 approvals");
    Entitlement unsure =
        Offered.ordinary()
            .approvedBy(
                Offered.required(
                    new Place("owner", 1), new Place("security", 1, Optional.of("true"))))
            .entitlement();
    assertThat(asking(2).exceededBy(unsure, List.of())).isNotEmpty();
    assertThat(asking(1).exceededBy(unsure, List.of())).isEmpty();
    assertThat(
            asking(1)
                .exceededBy(Offered.ordinary().approvedBy(Offered.auto()).entitlement(), List.of()))
        .isNotEmpty();
    assertThat(asking(1).exceededBy(emergency(Duration.ofHours(1), 1), List.of())).isEmpty();
  }

  @Test
  void emergenciesAreNoWayRoundApprovals() {
    Entitlement two =
        Offered.ordinary()
            .approvedBy(Offered.required(new Place("owner", 2)))
            .governedBy(emergency(Duration.ofHours(1), 1).governance())
            .entitlement();
    assertThat(asking(2).exceededBy(two, List.of()).getFirst())
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
            Verdict.Refused.class,
            v -> assertThat(v.reason().code()).isEqualTo(ReasonCode.CEILING_EXCEEDED));
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
    Reason reason =
        new Reason(ReasonCode.CEILING_EXCEEDED, ceilings.exceededBy(more).orElseThrow());
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
    assertThat(goesOn.notRenewed().orElseThrow().code()).isEqualTo(ReasonCode.CEILING_EXCEEDED);
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
    Reason reason =
        new Reason(ReasonCode.CEILING_EXCEEDED, ceilings.exceededBy(brief).orElseThrow());
    Asked hour = Asked.ordinary().lasting(Duration.ofHours(1)).inEmergency();
    TestFacts facts =
        TestFacts.of(hour, brief)
            .offering(new Offering.Exceeding(brief, ceilings, reason))
            .alreadyGranted();
    assertThat(AdmissionTest.reason(Admission.review(facts.facts(), TestRulebook.unasked())).code())
        .hasToString("DurationTooLong");
  }

  private static Verdict review(Duration asked, Ceiling ceiling, boolean granted) {
    return review(Asked.ordinary().lasting(asked), ceiling, granted);
  }

  private static Verdict review(Asked asked, Ceiling ceiling, boolean granted) {
    Ceilings ceilings = new Ceilings(List.of(NONE, ceiling), List.of());
    Reason reason =
        new Reason(ReasonCode.CEILING_EXCEEDED, ceilings.exceededBy(ORDINARY).orElseThrow());
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
