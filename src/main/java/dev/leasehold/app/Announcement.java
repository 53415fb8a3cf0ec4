package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.model.EndCause;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an Event says.
 *
 * @param type Normal or Warning
 * @param reason the phase that was reached, or what else happened, in one word
 * @param at RFC 3339, to the second
 */
record Announcement(String type, String reason, String message, String at) {
  /** On the way to something else, or told with its reason when it is noticed. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          RequestPhase.Activating.name(),
          RequestPhase.Ending.name(),
          RequestPhase.ActivationFailed.name());

  /** What the history's newest entry is worth telling, mostly in the words of the conditions. */
  static Optional<Announcement> of(AccessRequest request, HistoryEntry entry) {
    if (LEFT_OUT.contains(entry.event())) {
      return Optional.empty();
    }
    AccessRequestStatus status = Objects.requireNonNull(request.getStatus());
    String type = isAnswerOfNobody(status, entry) ? "Warning" : "Normal";
    return Optional.of(new Announcement(type, entry.event(), message(status, entry), entry.at()));
  }

  /** A rule refused it or cut it, and no person did. */
  private static boolean isAnswerOfNobody(AccessRequestStatus status, HistoryEntry entry) {
    boolean cut = status.ending() != null && status.ending().actor().equals(EndCause.OPERATOR);
    return entry.event().equals(RequestPhase.Rejected.name())
        || (entry.event().equals(RequestPhase.Revoked.name()) && cut);
  }

  private static String message(AccessRequestStatus status, HistoryEntry entry) {
    if (HistoryEvent.Limited.is(entry) || HistoryEvent.LimitDeclined.is(entry)) {
      // No condition says what came of it.
      return "by " + entry.actor() + ": " + entry.message();
    }
    Map<String, String> said =
        status.conditions().stream()
            .collect(Collectors.toMap(Condition::getType, Condition::getMessage));
    String ready = said.getOrDefault("Ready", said.getOrDefault("Reconciling", ""));
    if (status.phase() == null || !entry.event().equals(status.phase().name())) {
      return said.getOrDefault("Approved", ready);
    }
    return status.phase() == RequestPhase.Active
        ? ready + " until " + status.expiresAt() + "; approved " + said.get("Approved")
        : ready;
  }

  /** The Event about this object, in its namespace. */
  Event about(ObjectReference whom) {
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(whom.getName() + "-")
        .withNamespace(whom.getNamespace())
        .endMetadata()
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(at)
        .withLastTimestamp(at)
        .withCount(1)
        .withNewSource("leasehold-operator", null)
        .withInvolvedObject(whom)
        .build();
  }
}
