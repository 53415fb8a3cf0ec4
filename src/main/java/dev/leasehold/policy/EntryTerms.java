package dev.leasehold.policy;

import static dev.leasehold.policy.Terms.AGAIN;
import static dev.leasehold.policy.Terms.HOLDS;
import static dev.leasehold.policy.Terms.refuse;

import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Admission.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The terms that matter until access is given: when, how many, and where it is delivered. */
final class EntryTerms {
  private EntryTerms() {}

  /** What has to be on record before access begins. */
  static Finding evidence(Facts facts, Entitlement entitlement) {
    Request own = facts.request();
    if (entitlement.governance().evidence() == Governance.Evidence.MINIMAL) {
      return HOLDS;
    }
    return Stream.of(
            missing("spec.justification", own.justification()),
            missing("spec.ticket", own.ticket()),
            missing("spec.channel", own.channel().type()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            field ->
                refuse(
                    ReasonCode.EVIDENCE_INCOMPLETE,
                    field
                        + " is missing: "
                        + entitlement.ref().qualified()
                        + " wants justification, ticket and channel on record (evidence "
                        + (entitlement.governance().evidence() == Governance.Evidence.STANDARD
                            ? "Standard"
                            : "Regulated")
                        + "); ask again with it"
                        + AGAIN))
        .orElse(HOLDS);
  }

  private static Optional<String> missing(String field, String value) {
    return value.isBlank() ? Optional.of(field) : Optional.empty();
  }

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
            ReasonCode.START_TOO_FAR_AHEAD,
            "spec.startAt is further ahead than an approval stays valid; start at most "
                + Durations.text(reach)
                + " after asking"
                + AGAIN)
        : HOLDS;
  }

  static Finding caps(Facts facts, Entitlement entitlement) {
    Request own = facts.request();
    List<Rival> ahead =
        facts.company().ahead(own).stream()
            .filter(rival -> rival.entitlement().equals(entitlement.ref()))
            .toList();
    List<Rival> settled = ahead.stream().filter(Rival::settled).toList();
    return whoseIsFull(own, entitlement.caps(), settled)
        .map(whose -> full(whose, entitlement))
        .or(() -> whoseIsFull(own, entitlement.caps(), ahead).map(whose -> behind(own, ahead)))
        .orElse(HOLDS);
  }

  /** Whose cap those ahead reach, in our own words. */
  private static Optional<String> whoseIsFull(
      Request own, Entitlement.Caps caps, List<Rival> ahead) {
    if (reached(caps.perSubject(), ahead, rival -> rival.hasSubjectOf(own))) {
      return Optional.of(own.subject().serviceAccount());
    }
    if (reached(caps.perNamespace(), ahead, rival -> rival.hasNamespaceOf(own))) {
      return Optional.of("namespace " + own.ref().namespace());
    }
    return reached(caps.perRequester(), ahead, rival -> rival.hasRequesterOf(own))
        ? Optional.of("requester " + own.requester())
        : Optional.empty();
  }

  private static boolean reached(OptionalInt cap, List<Rival> ahead, Predicate<Rival> counts) {
    return cap.isPresent() && ahead.stream().filter(counts).count() >= cap.getAsInt();
  }

  /** An end is final, so nobody is refused for somebody who may be refused too. */
  private static Finding behind(Request own, List<Rival> ahead) {
    return ahead.stream()
        .filter(rival -> !rival.settled())
        .findFirst()
        .map(rival -> Terms.behind(own, rival, "which caps count together with this"))
        .orElse(HOLDS);
  }

  private static Finding full(String whose, Entitlement entitlement) {
    return refuse(
        ReasonCode.CAP_REACHED,
        whose
            + " already has as many open requests and live grants for "
            + entitlement.ref().qualified()
            + " as its caps allow; wait for one to end, or withdraw it"
            + AGAIN);
  }

  static Finding secret(Facts facts, Entitlement entitlement) {
    Request request = facts.request();
    return switch (facts.secret()) {
      case FREE_OR_OURS, UNASKED -> HOLDS;
      case FOREIGN ->
          refuse(
              ReasonCode.SECRET_NOT_OURS,
              "a Secret named "
                  + request.secretName()
                  + " exists in namespace "
                  + request.ref().namespace()
                  + " and is not this request's; choose another spec.secretName"
                  + AGAIN);
      case UNKNOWN ->
          new Finding.Waits(
              new Reason(
                  ReasonCode.SECRET_UNKNOWN,
                  "whether the Secret "
                      + request.secretName()
                      + " can be written could not be found out yet; this is tried again"));
    };
  }
}
