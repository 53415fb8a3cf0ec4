package dev.leasehold.policy;

import static dev.leasehold.policy.Terms.AGAIN;
import static dev.leasehold.policy.Terms.HOLDS;
import static dev.leasehold.policy.Terms.refuse;

import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Admission.Finding;
import java.time.Duration;
import java.util.OptionalInt;

/** The terms that matter until access is given: when, how many, and where it is delivered. */
final class EntryTerms {
  private EntryTerms() {}

  static Finding start(Facts facts, Entitlement entitlement) {
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

  static Finding caps(Facts facts, Entitlement entitlement) {
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

  static Finding secret(Facts facts, Entitlement entitlement) {
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
                  Facts.SECRET_UNKNOWN,
                  "whether the Secret "
                      + request.secretName()
                      + " can be written could not be found out yet; this is tried again"));
    };
  }
}
