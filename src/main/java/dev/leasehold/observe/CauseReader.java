package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.model.EndCause;
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
                    EndingCause.RoleReplaced.name().equals(e.exactly())
                        ? EndCause.Kind.ROLE_REPLACED
                        : kind(e.cause()),
                    e.actor(),
                    Objects.requireNonNullElse(e.message(), ""),
                    Instant.parse(e.at())));
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
