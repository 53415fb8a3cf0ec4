package dev.leasehold.policy;

import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Admission.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The terms that hold for as long as there is access. Every message names the field and the nearest
 * thing that would work.
 */
final class Terms {
  static final Finding HOLDS = new Finding.Holds();
  static final String AGAIN =
      " (another name, or delete and re-create with another spec.requestId)";

  private Terms() {}

  /** Who may not approve is known by the applier's stamp; without it nobody could be trusted to. */
  static Finding applier(Facts facts) {
    return facts.request().askers().attested()
        ? HOLDS
        : refuse(
            ReasonCode.APPLIER_UNATTESTED,
            "leasehold.dev/applied-by is missing: created while the admission policies did not act;"
                + " run kubectl replace --force -f FILE, which deletes and creates it");
  }

  static Finding namespace(Facts facts, Entitlement entitlement) {
    String namespace = facts.request().ref().namespace();
    if (facts.namespace().isEmpty()) {
      return new Finding.Waits(
          new Reason(
              ReasonCode.NAMESPACE_NOT_FOUND,
              "namespace " + namespace + " is not there to be read; this is tried again"));
    }
    Facts.Surroundings surroundings = facts.namespace().get();
    if (surroundings.terminating()) {
      return refuse(
          ReasonCode.NAMESPACE_TERMINATING,
          "namespace " + namespace + " is being deleted; ask from a namespace that stays");
    }
    boolean selected =
        entitlement.requestableFrom().filter(s -> s.matches(surroundings.labels())).isPresent();
    return selected
        ? HOLDS
        : refuse(
            ReasonCode.NAMESPACE_NOT_PERMITTED,
            "catalog "
                + entitlement.ref().catalog()
                + " is not requestable from namespace "
                + namespace
                + "; its owner chooses namespaces in spec.requestableFrom; once chosen, ask again"
                + AGAIN);
  }

  static Finding subject(Facts facts, Entitlement entitlement) {
    return facts.subjectUid().isPresent()
        ? HOLDS
        : new Finding.Waits(
            new Reason(
                ReasonCode.SUBJECT_NOT_FOUND,
                "spec.subject.serviceAccountName: service account "
                    + facts.request().subject().serviceAccount()
                    + " does not exist in namespace "
                    + facts.request().subject().namespace()
                    + ", or is being deleted; create it and this goes on by itself"));
  }

  static Finding duration(Facts facts, Entitlement entitlement) {
    Duration asked = facts.request().duration();
    if (asked.isZero() || asked.isNegative()) {
      return refuse(ReasonCode.DURATION_TOO_SHORT, "spec.duration must be at least 1s");
    }
    return asked.compareTo(entitlement.maxDuration()) <= 0
        ? HOLDS
        : refuse(
            ReasonCode.DURATION_TOO_LONG,
            "spec.duration is longer than "
                + entitlement.ref().qualified()
                + " allows; ask again for at most "
                + Durations.text(entitlement.maxDuration())
                + AGAIN);
  }

  static Finding targets(Facts facts, Entitlement entitlement) {
    List<String> known = entitlement.targets().stream().map(Target::name).toList();
    return facts.request().targets().stream()
        .filter(t -> !known.contains(t))
        .findFirst()
        .map(
            t ->
                refuse(
                    ReasonCode.UNKNOWN_TARGET,
                    "spec.targets: "
                        + entitlement.ref().qualified()
                        + " has no target "
                        + t
                        + "; it has "
                        + String.join(", ", known)
                        + AGAIN))
        .orElse(HOLDS);
  }

  static Finding justification(Facts facts, Entitlement entitlement) {
    int least = entitlement.justification().minLength();
    String text = facts.request().justification().strip();
    return text.codePointCount(0, text.length()) >= least
        ? HOLDS
        : refuse(
            ReasonCode.JUSTIFICATION_TOO_SHORT,
            "spec.justification must say in at least " + least + " characters why" + AGAIN);
  }

  static Finding ticket(Facts facts, Entitlement entitlement) {
    Optional<String> pattern = entitlement.justification().ticketPattern();
    Optional<String> flaw = pattern.flatMap(TicketPattern::flaw);
    if (flaw.isPresent()) {
      return new Finding.Waits(
          new Reason(
              ReasonCode.TICKET_PATTERN_UNUSABLE,
              "the ticketPattern of "
                  + entitlement.ref().qualified()
                  + " cannot be used ("
                  + flaw.get()
                  + "); its owner has to mend it and then this goes on by itself"));
    }
    return pattern
        .filter(p -> !TicketPattern.matches(p, facts.request().ticket()))
        .map(p -> refuse(ReasonCode.TICKET_REQUIRED, "spec.ticket must match " + p + AGAIN))
        .orElse(HOLDS);
  }

  static Finding emergency(Facts facts, Entitlement entitlement) {
    return facts.request().emergency() && entitlement.governance().emergency().isEmpty()
        ? refuse(
            ReasonCode.EMERGENCY_NOT_OFFERED,
            "spec.emergency: "
                + entitlement.ref().qualified()
                + " has no emergency rule; ask again without it"
                + AGAIN)
        : HOLDS;
  }

  /** Whoever reads this need not know of other namespaces. */
  static Finding behind(Request own, Rival rival, String why) {
    String who =
        rival.hasNamespaceOf(own)
            ? "request " + rival.request().name() + " of this namespace"
            : "a request of " + rival.asker(own) + " for another namespace";
    return new Finding.Waits(
        new Reason(
            ReasonCode.EARLIER_REQUEST_UNDECIDED,
            who
                + " asked before for "
                + rival.entitlement().qualified()
                + ", "
                + why
                + ", and is neither offered nor refused yet; once it is, this goes on by itself"));
  }

  /** The same where a policy counts what else the subject has asked for. */
  static Reason behind(String rule) {
    return new Reason(
        ReasonCode.EARLIER_REQUEST_UNDECIDED,
        rule
            + " depends on what else the subject asked for before, which is neither offered nor"
            + " refused yet; once it is, this goes on by itself");
  }

  static Finding refuse(ReasonCode code, String message) {
    return new Finding.Refuses(new Reason(code, message));
  }
}
