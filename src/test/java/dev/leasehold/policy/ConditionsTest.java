package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Rulebook.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an entitlement's own conditions decide, over every combination of their answers. */
class ConditionsTest {
  private static final Map<String, Answer> ANSWERS =
      Map.of(
          "yes", new Answer.Yes(),
          "~yes", new Answer.Yes(),
          "no", new Answer.No(),
          "unclear", new Answer.Unclear("it asks for what is not there"));
  private static final List<String> WORDS = List.of("yes", "no", "unclear");
  private static final Inquiry INQUIRY =
      new Inquiry(TestRulebook.answering(ANSWERS), Asked.AT, List.of());

  /** "Alone" holds where nothing is counted, "few" where fewer than two are. */
  private static final Rulebook COUNTING =
      new Rulebook(
          text -> Optional.empty(),
          text -> true,
          (text, asked) ->
              asked.inquiry().grants().size() < (text.equals("alone") ? 1 : 2)
                  ? new Answer.Yes()
                  : new Answer.No());

  @Test
  void aPolicyRefusesForWhatWasOfferedAndWaitsForWhatMayBeRefusedToo() {
    Progress waiting = new Progress.Waiting(Asked.AT);
    for (int offered = 0; offered < 4; offered++) {
      for (int undecided = 0; undecided < 4; undecided++) {
        List<Inquiry.Holding> grants = new ArrayList<>();
        for (int i = 0; i < offered + undecided; i++) {
          Progress open = i % 2 == 0 ? Rivals.UNJUDGED : waiting;
          grants.add(holding(i < offered ? new Progress.Offered() : open));
        }
        for (String word : List.of("alone", "few")) {
          int limit = word.equals("alone") ? 1 : 2;
          Verdict verdict =
              Admission.review(
                  TestFacts.of(Asked.ordinary(), policies(word)).facts(),
                  new Inquiry(COUNTING, Asked.AT, grants));
          String expected =
              offered >= limit
                  ? "PolicyRefuses"
                  : offered + undecided >= limit ? ReasonCode.EARLIER_REQUEST_UNDECIDED.text() : "";
          assertThat(verdict instanceof Verdict.Permitted).isEqualTo(expected.isEmpty());
          if (!expected.isEmpty()) {
            assertThat(AdmissionTest.reason(verdict).code()).hasToString(expected);
          }
        }
      }
    }
  }

  private static Inquiry.Holding holding(Progress progress) {
    return new Inquiry.Holding(
        new EntitlementRef("payments", "orders-writer"),
        "payments",
        "earlier",
        "Pending",
        Optional.empty(),
        new Turn(progress, Asked.AT, "earlier"));
  }

  @Test
  void everyPolicyMustHoldAndOneThatRefusesOutranksOneThatCannotBeTold() {
    for (String first : WORDS) {
      for (String second : WORDS) {
        for (boolean granted : new boolean[] {false, true}) {
          Verdict verdict = review(policies(first, second), granted);
          if (first.equals("no") || second.equals("no")) {
            String refusing = first.equals("no") ? "p0" : "p1";
            assertThat(verdict).isInstanceOf(Verdict.Refused.class);
            assertThat(AdmissionTest.reason(verdict).code()).hasToString("PolicyRefuses");
            assertThat(AdmissionTest.reason(verdict).message())
                .startsWith("policy " + refusing + ": " + refusing + " is not met");
            assertThat(verdict.trace().getLast())
                .isEqualTo(
                    new Decision(
                        "policy " + refusing, Decision.Result.REFUSES, refusing + " is not met"));
          } else if (first.equals("unclear") || second.equals("unclear")) {
            String unclear = first.equals("unclear") ? "p0" : "p1";
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
            assertThat(verdict.restless()).isTrue();
            assertThat(AdmissionTest.reason(verdict).code()).hasToString("PolicyNotEvaluable");
            assertThat(AdmissionTest.reason(verdict).message())
                .isEqualTo(
                    "policy "
                        + unclear
                        + " of payments.orders-reader could not be evaluated: it asks for what is"
                        + " not there; its owner has to mend it, and this is tried again by"
                        + " itself");
          } else {
            assertThat(verdict).isInstanceOf(Verdict.Permitted.class);
            assertThat(verdict.trace())
                .contains(
                    new Decision("policy p0", Decision.Result.HOLDS, ""),
                    new Decision("policy p1", Decision.Result.HOLDS, ""));
          }
        }
      }
    }
  }

  @Test
  void exactlyTheRulesThatApplyAreOffered() {
    for (String first : WORDS) {
      for (String second : WORDS) {
        Verdict verdict = review(rules(first, second), false);
        if (first.equals("unclear") || second.equals("unclear")) {
          assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
          assertThat(AdmissionTest.reason(verdict).code()).hasToString("PolicyNotEvaluable");
          assertThat(AdmissionTest.reason(verdict).message())
              .contains("the approval rule for role " + (first.equals("unclear") ? "r0" : "r1"));
          assertThat(verdict.trace().getLast().rule()).isEqualTo("approval");
        } else if (first.equals("no") && second.equals("no")) {
          assertThat(verdict).isInstanceOf(Verdict.Refused.class);
          assertThat(AdmissionTest.reason(verdict).code()).hasToString("NoApprovalRule");
        } else {
          List<String> expected = new ArrayList<>();
          if (first.equals("yes")) {
            expected.add("r0");
          }
          if (second.equals("yes")) {
            expected.add("r1");
          }
          assertThat(roles(verdict)).isEqualTo(expected);
          assertThat(verdict.trace().getLast())
              .isEqualTo(
                  new Decision(
                      "approval",
                      Decision.Result.HOLDS,
                      "asks for " + String.join(" 1, ", expected) + " 1"));
        }
      }
    }
  }

  @Test
  void noAnswerAboutApprovalEndsWhatWasApproved() {
    for (String first : WORDS) {
      for (String second : WORDS) {
        List<String> roles = roles(review(rules(first, second), true));
        boolean told = !first.equals("unclear") && !second.equals("unclear");
        if (told && (first.equals("yes") || second.equals("yes"))) {
          assertThat(roles.contains("r0")).isEqualTo(first.equals("yes"));
          assertThat(roles.contains("r1")).isEqualTo(second.equals("yes"));
        } else {
          assertThat(roles).containsExactly("r0", "r1");
        }
      }
    }
  }

  @Test
  void moreThanEightApproversWaitForTheOwnerOfTheCatalog() {
    Place five = new Place("owner", 5);
    assertThat(review(approvedBy(five, new Place("security", 3, Optional.of("yes"))), false))
        .isInstanceOf(Verdict.Permitted.class);
    Verdict nine = review(approvedBy(five, new Place("security", 4, Optional.of("yes"))), false);
    assertThat(nine).isInstanceOf(Verdict.Undecided.class);
    assertThat(AdmissionTest.reason(nine).message())
        .contains("9 people", "at most 8", "lower the counts");
    assertThat(review(approvedBy(five, new Place("security", 4, Optional.of("no"))), false))
        .isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void whereNobodyIsAskedNoRuleIsLookedAt() {
    assertThat(review(Offered.ordinary().approvedBy(Offered.auto()).entitlement(), false))
        .isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void onlyVerdictsThatRestOnWhatMovesAreRestless() {
    assertThat(review(policies("yes", "yes"), false).restless()).isFalse();
    assertThat(review(policies("yes", "~yes"), false).restless()).isTrue();
    assertThat(review(policies("yes", "~yes"), true).restless()).isTrue();
    assertThat(review(rules("yes", "~yes"), false).restless()).isTrue();
    assertThat(review(rules("yes", "yes"), false).restless()).isFalse();
    assertThat(review(policies("no", "~yes"), false).restless()).isFalse();
  }

  @Test
  void conditionsAreAskedOnlyWhereTheTermsHold() {
    TestFacts facts = TestFacts.of(Asked.ordinary(), policies("no", "no")).withoutSubject();
    assertThat(Admission.review(facts.facts(), TestRulebook.unasked()))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            v -> assertThat(v.reason().code()).hasToString("SubjectNotFound"));
  }

  @Test
  void everyConditionThatCannotBeAskedIsFound() {
    Rulebook rulebook = INQUIRY.rulebook();
    assertThat(Conditions.flaw(policies("yes", "no"), rulebook)).isEmpty();
    assertThat(Conditions.flaw(policies("yes", "??"), rulebook))
        .contains(new Reason(ReasonCode.POLICY_UNUSABLE, "policy p1, no such word; mend it"));
    assertThat(Conditions.flaw(rules("yes", "??"), rulebook))
        .contains(
            new Reason(
                ReasonCode.POLICY_UNUSABLE,
                "approval.rules, when of role r1, no such word; mend it"));
    Governance.Emergency emergency =
        new Governance.Emergency(
            Duration.ofHours(1),
            List.of(new Place("oncall", 1, Optional.of("??"))),
            Duration.ofHours(24));
    assertThat(Conditions.flaw(governed(List.of(), Optional.of(emergency)), rulebook))
        .contains(
            new Reason(
                ReasonCode.POLICY_UNUSABLE,
                "emergency.approval.rules, when of role oncall, no such word; mend it"));
  }

  private static List<String> roles(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Permitted.class);
    return ((Verdict.Permitted) verdict)
        .entitlement().approval().places().stream().map(Place::role).toList();
  }

  private static Verdict review(Entitlement entitlement, boolean granted) {
    TestFacts facts = TestFacts.of(Asked.ordinary(), entitlement);
    return Admission.review((granted ? facts.alreadyGranted() : facts).facts(), INQUIRY);
  }

  private static Entitlement policies(String... expressions) {
    List<Governance.Policy> policies = new ArrayList<>();
    for (String expression : expressions) {
      String name = "p" + policies.size();
      policies.add(new Governance.Policy(name, expression, name + " is not met"));
    }
    return governed(policies, Optional.empty());
  }

  private static Entitlement governed(
      List<Governance.Policy> policies, Optional<Governance.Emergency> emergency) {
    Governance none = Governance.none();
    return Offered.ordinary()
        .governedBy(
            new Governance(
                policies,
                none.conflictsWith(),
                none.renewal(),
                none.review(),
                emergency,
                none.evidence(),
                none.transfer()))
        .entitlement();
  }

  private static Entitlement rules(String... whens) {
    List<Place> places = new ArrayList<>();
    for (String when : whens) {
      places.add(new Place("r" + places.size(), 1, Optional.of(when)));
    }
    return approvedBy(places.toArray(Place[]::new));
  }

  private static Entitlement approvedBy(Place... places) {
    return Offered.ordinary().approvedBy(Offered.required(places)).entitlement();
  }
}
