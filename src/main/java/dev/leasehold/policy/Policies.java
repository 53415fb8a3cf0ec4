package dev.leasehold.policy;

import static dev.leasehold.policy.Terms.AGAIN;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Admission.Finding;
import dev.leasehold.policy.Rulebook.Answer;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.util.ArrayList;
import java.util.List;

/** Asks an entitlement's policies, every one of which has to hold. */
final class Policies {
  private Policies() {}

  /**
   * How they came out; each that was asked leaves its line. One that refuses decides, also where
   * another cannot be told.
   */
  static Finding judge(Circumstances circumstances, List<Decision> trace) {
    Entitlement entitlement = circumstances.entitlement();
    List<Reason> unclear = new ArrayList<>();
    for (Governance.Policy policy : entitlement.governance().policies()) {
      String rule = "policy " + policy.name();
      switch (circumstances.answer(policy.expression())) {
        case Answer.Yes() -> trace.add(new Decision(rule, Decision.Result.HOLDS, ""));
        case Answer.No() when hinges(circumstances, policy) -> {
          Reason behind = Terms.behind(rule);
          trace.add(new Decision(rule, Decision.Result.WAITS, behind.message()));
          unclear.add(behind);
        }
        case Answer.No() -> {
          trace.add(new Decision(rule, Decision.Result.REFUSES, policy.message()));
          return Terms.refuse(ReasonCode.POLICY_REFUSES, rule + ": " + policy.message() + AGAIN);
        }
        case Answer.Unclear(String why) -> {
          trace.add(new Decision(rule, Decision.Result.WAITS, why));
          unclear.add(Conditions.notEvaluable(rule, entitlement, why));
        }
      }
    }
    return unclear.isEmpty() ? Terms.HOLDS : new Finding.Waits(unclear.getFirst());
  }

  /** Whether it refuses only for earlier requests of the subject that may be refused too. */
  private static boolean hinges(Circumstances asked, Governance.Policy policy) {
    return asked
        .inquiry()
        .ofWhatIsSettled()
        .map(less -> new Circumstances(asked.facts(), asked.entitlement(), less))
        .filter(less -> !(less.answer(policy.expression()) instanceof Answer.No))
        .isPresent();
  }
}
