package dev.leasehold.policy;

import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/**
 * An emergency has to wait as long as an earlier one for the same entitlement in the same namespace
 * is not reviewed.
 */
public final class EmergencyDebt {
  private static final String RULE = "emergencyDebt";

  private EmergencyDebt() {}

  /**
   * What becomes of a verdict on an emergency that was not given yet.
   *
   * @param owed names of the records of emergencies that nobody has reviewed
   */
  public static Verdict on(Verdict verdict, EntitlementRef entitlement, List<String> owed) {
    if (!(verdict instanceof Verdict.Permitted permitted)) {
      return verdict;
    }
    List<Decision> trace = new ArrayList<>(permitted.trace());
    if (owed.isEmpty()) {
      trace.add(new Decision(RULE, Decision.Result.HOLDS, ""));
      return new Verdict.Permitted(
          permitted.entitlement(), permitted.subjectUid(), trace, permitted.restless());
    }
    Reason reason =
        new Reason(ReasonCode.EMERGENCY_REVIEW_OWED, message(entitlement, owed.getFirst()));
    trace.add(new Decision(RULE, Decision.Result.WAITS, reason.message()));
    return new Verdict.Undecided(reason, trace, permitted.restless());
  }

  private static String message(EntitlementRef entitlement, String record) {
    return "an emergency of "
        + entitlement.qualified()
        + " in this namespace is not reviewed (AccessRecord "
        + record
        + "): annotate its request with leasehold.dev/review, or, if that was deleted, the record"
        + " with leasehold.dev/forget (two people)";
  }
}
