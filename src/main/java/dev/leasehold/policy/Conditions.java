package dev.leasehold.policy;

import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.util.Optional;
import java.util.stream.Stream;

/** What catalogs' owners wrote as conditions of an entitlement, and whether it can be asked. */
public final class Conditions {
  private Conditions() {}

  /** What keeps one of them from being asked, with its name and place, for its owner. */
  public static Optional<Reason> flaw(Entitlement entitlement, Rulebook rulebook) {
    return all(entitlement).flatMap(condition -> condition.flaw(rulebook).stream()).findFirst();
  }

  /** Whether there are any. */
  static boolean any(Entitlement entitlement) {
    return all(entitlement).findAny().isPresent();
  }

  private static Stream<Condition> all(Entitlement entitlement) {
    Governance governance = entitlement.governance();
    return Stream.of(
            governance.policies().stream()
                .map(policy -> new Condition("policy " + policy.name(), policy.expression())),
            rules("approval.rules", entitlement.approval().places().stream()),
            rules(
                "emergency.approval.rules",
                governance.emergency().stream().flatMap(e -> e.places().stream())))
        .flatMap(all -> all);
  }

  private static Stream<Condition> rules(String where, Stream<Place> places) {
    return places.flatMap(
        place ->
            place.when().stream()
                .map(when -> new Condition(where + ", when of role " + place.role(), when)));
  }

  private record Condition(String what, String text) {
    Optional<Reason> flaw(Rulebook rulebook) {
      return rulebook
          .flaw()
          .apply(text)
          .map(flaw -> new Reason(ReasonCode.POLICY_UNUSABLE, what + ", " + flaw + "; mend it"));
    }
  }

  /** Whether anything that is asked here may be answered otherwise without notice. */
  static boolean restless(Circumstances circumstances) {
    return Stream.concat(
            circumstances.entitlement().governance().policies().stream()
                .map(Governance.Policy::expression),
            ApprovalRules.rules(circumstances).stream().flatMap(rule -> rule.when().stream()))
        .anyMatch(circumstances.inquiry().rulebook().restless());
  }

  /** Why a request cannot be judged by this condition of the entitlement. */
  static Reason notEvaluable(String what, Entitlement entitlement, String why) {
    return new Reason(
        ReasonCode.POLICY_NOT_EVALUABLE,
        what
            + " of "
            + entitlement.ref().qualified()
            + " could not be evaluated: "
            + why
            + "; its owner has to mend it, and this is tried again by itself");
  }
}
