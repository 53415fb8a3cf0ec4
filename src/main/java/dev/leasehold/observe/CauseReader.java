package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads why something ended. */
final class CauseReader {
  private CauseReader() {}

  static Optional<EndCause> read(@Nullable Ending ending) {
    return Optional.ofNullable(ending)
        .map(
            e ->
                new EndCause(
                    exactly(e.exactly()).orElseGet(() -> kind(e.cause())),
                    e.actor(),
                    Objects.requireNonNullElse(e.message(), ""),
                    Instant.parse(e.at())));
  }

  /** The words that only this field has, so that the version before can read the cause (0132). */
  private static Optional<EndCause.Kind> exactly(@Nullable String word) {
    if (ReasonCode.ROLE_REPLACED.is(word)) {
      return Optional.of(EndCause.Kind.ROLE_REPLACED);
    }
    return ReasonCode.RESTORED.is(word) ? Optional.of(EndCause.Kind.RESTORED) : Optional.empty();
  }

  /** What this version never writes was written by a later one: access was ended by a rule. */
  private static EndCause.Kind kind(@Nullable EndingCause cause) {
    return switch (cause) {
      case null -> EndCause.Kind.REVOKED;
      case Expired -> EndCause.Kind.EXPIRED;
      case Withdrawn -> EndCause.Kind.WITHDRAWN;
      case Revoked, Forgotten -> EndCause.Kind.REVOKED;
      case Denied -> EndCause.Kind.DENIED;
      case RequestDeleted -> EndCause.Kind.REQUEST_DELETED;
      case SubjectGone -> EndCause.Kind.SUBJECT_GONE;
      case SubjectOffboarded -> EndCause.Kind.SUBJECT_OFFBOARDED;
      case NamespaceGone -> EndCause.Kind.NAMESPACE_GONE;
      case EntitlementRetired -> EndCause.Kind.ENTITLEMENT_RETIRED;
      case NoLongerPermitted -> EndCause.Kind.NO_LONGER_PERMITTED;
      case RoleReplaced -> EndCause.Kind.ROLE_REPLACED;
      case RoleWidened -> EndCause.Kind.ROLE_WIDENED;
      case Conflict -> EndCause.Kind.CONFLICT;
      case ReviewOverdue -> EndCause.Kind.REVIEW_OVERDUE;
      case ActivationFailed -> EndCause.Kind.ACTIVATION_FAILED;
      case Lapsed -> EndCause.Kind.LAPSED;
      case Rejected -> EndCause.Kind.REJECTED;
    };
  }
}
