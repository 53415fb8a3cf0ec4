package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.DecisionResult;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** The one thing to do next about a request, and by whom. */
record NextStep(RequestText text) {
  private static final String AGAIN =
      "delete the request and create it again with another spec.requestId";

  /** In one sentence; it begins with what to do. */
  String sentence() {
    if (text.reviewOwed().isPresent()) {
      return "Review it, if you hold the verb review and had no part in it: leasehold review %s --keep (or --revoke)"
          .formatted(text.typed());
    }
    Optional<AccessRequestStatus> status = text.status();
    if (text.request().getMetadata().getDeletionTimestamp() != null) {
      return failure().orElse("Wait: the request is being deleted, which ends its access");
    }
    return status
        .map(AccessRequestStatus::phase)
        .map(phase -> in(phase, status.get()))
        .orElse(
            "Wait a moment: the operator has not looked at it yet. If that stays so, ask whoever"
                + " runs Leasehold whether the operator is up");
  }

  private String in(RequestPhase phase, AccessRequestStatus status) {
    return switch (phase) {
      case Pending -> "Have this put right, and the request goes on by itself: " + waitsFor(status);
      case AwaitingApproval -> approval();
      case Scheduled -> "Wait: it is approved and begins at " + text.request().getSpec().startAt();
      case Activating -> "Wait: " + why();
      case Active -> active(status);
      case Ending -> failure().orElse("Wait: its access is being taken back");
      case Rejected -> "Change what is refused above, then " + AGAIN;
      case Lapsed -> "Find out who was to decide; to ask again, " + AGAIN;
      case ActivationFailed -> "Have that failure put right, then " + AGAIN;
      case Denied, Revoked -> "Talk to whoever ended it; to ask again, " + AGAIN;
      case Ended, Withdrawn -> "Nothing is left to do. To ask again, " + AGAIN;
    };
  }

  private String waitsFor(AccessRequestStatus status) {
    return status.decision().stream()
        .filter(rule -> rule.result() == DecisionResult.Waits && rule.message() != null)
        .map(rule -> rule.rule() + ": " + rule.message())
        .findFirst()
        .orElse(why());
  }

  private String approval() {
    boolean ordinary =
        text.ready().map(Condition::getReason).filter("AwaitingApproval"::equals).isPresent();
    return ordinary ? approve() : "Have this put right: " + why();
  }

  private String approve() {
    String missing = text.missing().isEmpty() ? "one more person" : text.missing();
    if (text.isLimitOpen()) {
      return "Everybody who has to approve it must accept the limited offer, also those who accepted more (%s), by %s: leasehold approve %s"
          .formatted(missing, text.offer().map(Offer::decideBy).orElse("then"), text.typed());
    }
    return "Somebody other than the requester must approve it (%s) by %s: leasehold approve %s"
        .formatted(missing, text.offer().map(Offer::decideBy).orElse("then"), text.typed());
  }

  private String active(AccessRequestStatus status) {
    if (text.undecidable().isEmpty()) {
      return approve() + "; otherwise its access ends at " + status.expiresAt();
    }
    boolean usable = text.ready().map(Condition::getStatus).filter("True"::equals).isPresent();
    return usable
        ? "Nothing: the access can be used until " + status.expiresAt()
        : "Have this put right: " + why();
  }

  /** Why its access could not be taken back, if it could not. */
  private Optional<String> failure() {
    return text.condition("RevocationFailed")
        .filter(c -> "True".equals(c.getStatus()))
        .map(c -> "Have this put right, so that its access ends: " + c.getMessage());
  }

  private String why() {
    return text.ready().map(Condition::getMessage).orElse(text.phase());
  }
}
