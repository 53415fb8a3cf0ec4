package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Admission.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** The terms themselves; every message names the field and the nearest thing that would work. */
final class Terms {
  private static final Finding HOLDS = new Finding.Holds();

  private Terms() {}

  static Finding namespace(Facts facts, Entitlement entitlement, Instant now) {
    String namespace = facts.request().ref().namespace();
    if (facts.namespace().terminating()) {
      return refuse(
          Facts.TERMINATING,
          "namespace " + namespace + " is being deleted; ask from a namespace that stays");
    }
    boolean selected =
        entitlement
            .requestableFrom()
            .filter(s -> s.matches(facts.namespace().labels()))
            .isPresent();
    return selected
        ? HOLDS
        : refuse(
            "NamespaceNotPermitted",
            "catalog "
                + entitlement.ref().catalog()
                + " is not requestable from namespace "
                + namespace
                + "; its owner lists namespaces in spec.requestableFrom");
  }

  static Finding subject(Facts facts, Entitlement entitlement, Instant now) {
    return facts.subjectUid().isPresent()
        ? HOLDS
        : new Finding.Waits(
            new Reason(
                "SubjectNotFound",
                "spec.subject.serviceAccountName: service account "
                    + facts.request().subject().serviceAccount()
                    + " does not exist in namespace "
                    + facts.request().subject().namespace()
                    + "; create it and this goes on by itself"));
  }

  static Finding duration(Facts facts, Entitlement entitlement, Instant now) {
    Duration asked = facts.request().duration();
    if (asked.isZero() || asked.isNegative()) {
      return refuse("DurationTooShort", "spec.duration must be at least 1s");
    }
    return asked.compareTo(entitlement.maxDuration()) <= 0
        ? HOLDS
        : refuse(
            "DurationTooLong",
            "spec.duration is longer than "
                + entitlement.ref().qualified()
                + " allows; ask again for at most "
                + Durations.text(entitlement.maxDuration())
                + AGAIN);
  }

  static Finding start(Facts facts, Entitlement entitlement, Instant now) {
    Duration reach = entitlement.approval().decideWithin().plus(entitlement.approval().validFor());
    boolean far =
        facts
            .request()
            .startAt()
            .filter(s -> s.isAfter(facts.request().createdAt().plus(reach)))
            .isPresent();
    return far
        ? refuse(
            "StartTooFarAhead",
            "spec.startAt is further ahead than an approval stays valid; start at most "
                + Durations.text(reach)
                + " after asking"
                + AGAIN)
        : HOLDS;
  }

  static Finding targets(Facts facts, Entitlement entitlement, Instant now) {
    List<String> known = entitlement.targets().stream().map(Target::name).toList();
    return facts.request().targets().stream()
        .filter(t -> !known.contains(t))
        .findFirst()
        .map(
            t ->
                refuse(
                    "UnknownTarget",
                    "spec.targets: "
                        + entitlement.ref().qualified()
                        + " has no target "
                        + t
                        + "; it has "
                        + String.join(", ", known)
                        + AGAIN))
        .orElse(HOLDS);
  }

  static Finding justification(Facts facts, Entitlement entitlement, Instant now) {
    int least = entitlement.justification().minLength();
    String text = facts.request().justification().strip();
    return text.codePointCount(0, text.length()) >= least
        ? HOLDS
        : refuse(
            "JustificationTooShort",
            "spec.justification must say in at least " + least + " characters why" + AGAIN);
  }

  static Finding ticket(Facts facts, Entitlement entitlement, Instant now) {
    return entitlement
        .justification()
        .ticketPattern()
        .filter(pattern -> !TicketPattern.matches(pattern, facts.request().ticket()))
        .map(pattern -> refuse("TicketRequired", "spec.ticket must match " + pattern + AGAIN))
        .orElse(HOLDS);
  }

  static Finding emergency(Facts facts, Entitlement entitlement, Instant now) {
    return facts.request().emergency()
        ? refuse(
            "EmergencyNotOffered",
            "spec.emergency: "
                + entitlement.ref().qualified()
                + " has no emergency rule; ask again without it"
                + AGAIN)
        : HOLDS;
  }

  static Finding caps(Facts facts, Entitlement entitlement, Instant now) {
    if (reached(entitlement.caps().perSubject(), facts.usage().bySubject())) {
      return refuse(
          "CapReached", capMessage(facts.request().subject().serviceAccount(), entitlement));
    }
    return reached(entitlement.caps().perNamespace(), facts.usage().inNamespace())
        ? refuse(
            "CapReached", capMessage("namespace " + facts.request().ref().namespace(), entitlement))
        : HOLDS;
  }

  private static boolean reached(OptionalInt cap, int used) {
    return cap.isPresent() && used >= cap.getAsInt();
  }

  private static String capMessage(String whose, Entitlement entitlement) {
    return whose
        + " already has as many open requests and live grants for "
        + entitlement.ref().qualified()
        + " as its caps allow; wait for one to end, or withdraw it"
        + AGAIN;
  }

  static Finding secret(Facts facts, Entitlement entitlement, Instant now) {
    Request request = facts.request();
    return switch (facts.secret()) {
      case FREE_OR_OURS -> HOLDS;
      case FOREIGN ->
          refuse(
              "SecretNotOurs",
              "a Secret named "
                  + request.secretName()
                  + " exists in namespace "
                  + request.ref().namespace()
                  + " and is not this request's; choose another spec.secretName"
                  + AGAIN);
      case UNKNOWN ->
          new Finding.Waits(
              new Reason(
                  "SecretUnknown",
                  "whether the Secret "
                      + request.secretName()
                      + " can be written could not be found out yet; this is tried again"));
    };
  }

  private static final String AGAIN = " (under another name, or delete this one first)";

  private static Finding refuse(String code, String message) {
    return new Finding.Refuses(new Reason(code, message));
  }
}
