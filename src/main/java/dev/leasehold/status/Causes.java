package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;

/** Why something ended, as the API writes it. */
public final class Causes {
  private static final int ACTOR = 253;
  private static final int MESSAGE = 1024;

  private Causes() {}

  /** In words that the version before knows too: it could read nothing that has others (0132). */
  static Ending ending(EndCause cause) {
    EndingCause known =
        cause.kind() == EndCause.Kind.ROLE_REPLACED ? EndingCause.RoleWidened : api(cause.kind());
    ReasonCode exact = code(cause.kind());
    return new Ending(
        known,
        exact.is(known.name()) ? null : exact.toString(),
        PlainLine.of(cause.actor(), ACTOR),
        cause.message().isEmpty() ? null : PlainLine.of(cause.message(), MESSAGE),
        Times.exact(cause.at()));
  }

  /** Who ended it and why, for people; the operator's own reasons speak for themselves. */
  static String said(EndCause cause) {
    return cause.actor().equals(EndCause.OPERATOR)
        ? cause.message()
        : "by " + cause.actor() + (cause.message().isEmpty() ? "" : ": " + cause.message());
  }

  static RequestPhase phase(EndCause cause) {
    return RequestPhase.valueOf(cause.kind().phase().text());
  }

  /** The outcome in the record of a request that ended without ever having given access. */
  public static RecordOutcome refusal(EndCause.Kind kind) {
    return switch (kind) {
      case DENIED -> RecordOutcome.Denied;
      case LAPSED -> RecordOutcome.Lapsed;
      case WITHDRAWN, REVOKED, REQUEST_DELETED -> RecordOutcome.Withdrawn;
      case EXPIRED,
          SUBJECT_GONE,
          SUBJECT_OFFBOARDED,
          NAMESPACE_GONE,
          ENTITLEMENT_RETIRED,
          NO_LONGER_PERMITTED,
          ROLE_WIDENED,
          ROLE_REPLACED,
          RESTORED,
          CONFLICT,
          REVIEW_OVERDUE,
          ACTIVATION_FAILED,
          REJECTED ->
          RecordOutcome.Rejected;
    };
  }

  /** The API's word for it. */
  public static EndingCause api(EndCause.Kind kind) {
    return switch (kind) {
      case EXPIRED -> EndingCause.Expired;
      case WITHDRAWN -> EndingCause.Withdrawn;
      case REVOKED, RESTORED -> EndingCause.Revoked;
      case DENIED -> EndingCause.Denied;
      case REQUEST_DELETED -> EndingCause.RequestDeleted;
      case SUBJECT_GONE -> EndingCause.SubjectGone;
      case SUBJECT_OFFBOARDED -> EndingCause.SubjectOffboarded;
      case NAMESPACE_GONE -> EndingCause.NamespaceGone;
      case ENTITLEMENT_RETIRED -> EndingCause.EntitlementRetired;
      case NO_LONGER_PERMITTED -> EndingCause.NoLongerPermitted;
      case ROLE_WIDENED -> EndingCause.RoleWidened;
      case ROLE_REPLACED -> EndingCause.RoleReplaced;
      case CONFLICT -> EndingCause.Conflict;
      case REVIEW_OVERDUE -> EndingCause.ReviewOverdue;
      case ACTIVATION_FAILED -> EndingCause.ActivationFailed;
      case LAPSED -> EndingCause.Lapsed;
      case REJECTED -> EndingCause.Rejected;
    };
  }

  /** The same as the reason of conditions and history. */
  public static ReasonCode code(EndCause.Kind kind) {
    return switch (kind) {
      case EXPIRED -> ReasonCode.EXPIRED;
      case WITHDRAWN -> ReasonCode.WITHDRAWN;
      case REVOKED -> ReasonCode.REVOKED;
      case DENIED -> ReasonCode.DENIED;
      case REQUEST_DELETED -> ReasonCode.REQUEST_DELETED;
      case SUBJECT_GONE -> ReasonCode.SUBJECT_GONE;
      case SUBJECT_OFFBOARDED -> ReasonCode.SUBJECT_OFFBOARDED;
      case NAMESPACE_GONE -> ReasonCode.NAMESPACE_GONE;
      case ENTITLEMENT_RETIRED -> ReasonCode.ENTITLEMENT_RETIRED;
      case NO_LONGER_PERMITTED -> ReasonCode.NO_LONGER_PERMITTED;
      case ROLE_WIDENED -> ReasonCode.ROLE_WIDENED;
      case ROLE_REPLACED -> ReasonCode.ROLE_REPLACED;
      case RESTORED -> ReasonCode.RESTORED;
      case CONFLICT -> ReasonCode.CONFLICT;
      case REVIEW_OVERDUE -> ReasonCode.REVIEW_OVERDUE;
      case ACTIVATION_FAILED -> ReasonCode.ACTIVATION_FAILED;
      case LAPSED -> ReasonCode.LAPSED;
      case REJECTED -> ReasonCode.REJECTED;
    };
  }
}
