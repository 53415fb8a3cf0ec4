package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.ReviewSpec;
import dev.leasehold.model.Durations;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a record's status whether somebody has to look at the access again, and who did. */
public final class ReviewWriter {
  private ReviewWriter() {}

  /** What reviewers said; one is enough. */
  public static AccessRecordStatus reviewed(
      AccessRecord record, List<Review> reviews, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    said(draft, reviews);
    return draft.status();
  }

  static void said(RecordDraft draft, List<Review> reviews) {
    draft.reviews =
        Stream.concat(draft.reviews.stream(), reviews.stream().map(ReviewWriter::of)).toList();
    for (Review review : reviews) {
      draft.happened(HistoryEvent.Reviewed, review.reviewer(), word(review), "");
    }
    String who =
        draft.reviews.stream()
            .map(r -> r.reviewer() + ": " + r.verdict())
            .collect(Collectors.joining(", "));
    draft.conditions.isFalse(Conditions.REVIEW_REQUIRED, ReasonCode.REVIEWED, "reviewed by " + who);
  }

  /** Nobody looked at it in time. */
  public static AccessRecordStatus overdue(AccessRecord record, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    String message = "overdue: " + how(record.getSpec(), Objects.requireNonNull(draft.reviewBy));
    draft.conditions.isTrue(Conditions.REVIEW_REQUIRED, ReasonCode.OVERDUE, message);
    draft.happened(
        HistoryEvent.ReviewOverdue,
        EndCause.OPERATOR,
        ReasonCode.OVERDUE,
        "nobody reviewed it in time");
    return draft.status();
  }

  /** Two people closed what nobody can review any more; it says so for ever. */
  public static AccessRecordStatus waived(AccessRecord record, List<Stamp> people, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.forgotten = RecordStatusWriter.forgetting(people, now);
    String who = String.join(", ", people.stream().map(Stamp::user).toList());
    String message = "never reviewed: its request was deleted, and " + who + " closed it so";
    draft.conditions.isFalse(Conditions.REVIEW_REQUIRED, ReasonCode.FORGOTTEN, message);
    draft.happened(HistoryEvent.Forgotten, who, ReasonCode.NEVER_REVIEWED, message);
    return draft.status();
  }

  /** The access has begun, and with it the time for its review. */
  static void begun(RecordDraft draft, AccessRecordSpec spec) {
    ReviewSpec review = spec.review();
    if (review != null && spec.window() != null) {
      Instant by = Instant.parse(spec.window().start()).plus(Durations.parse(review.within()));
      draft.reviewBy = Times.exact(by);
      draft.conditions.isTrue(
          Conditions.REVIEW_REQUIRED,
          spec.emergency() ? ReasonCode.EMERGENCY_REVIEW : ReasonCode.REVIEW_DUE,
          how(spec, draft.reviewBy));
    }
  }

  /** What has ended needs no review, except an emergency. */
  static void ended(RecordDraft draft, AccessRecordSpec spec) {
    if (!spec.emergency()) {
      draft.conditions.clear(
          Conditions.REVIEW_REQUIRED,
          ReasonCode.ACCESS_ENDED,
          "access ended before it was reviewed");
    }
  }

  private static String how(AccessRecordSpec spec, String by) {
    return (spec.emergency() ? "given as an emergency; " : "")
        + "somebody with verb review on entitlements has to look at it by "
        + by
        + ": kubectl annotate --field-manager=leasehold -n "
        + spec.request().namespace()
        + " accessrequests.leasehold.dev "
        + spec.request().name()
        + " leasehold.dev/review=keep (or revoke); not the requester, the applier, the subject or"
        + " an approver of it";
  }

  private static dev.leasehold.api.v1alpha1.Review of(Review review) {
    return new dev.leasehold.api.v1alpha1.Review(
        review.reviewer(), verdict(review), null, Times.exact(review.at()));
  }

  private static ReasonCode word(Review review) {
    return switch (review.verdict()) {
      case KEEP -> ReasonCode.KEEP;
      case REVOKE -> ReasonCode.REVOKE;
    };
  }

  private static dev.leasehold.api.v1alpha1.Review.Verdict verdict(Review review) {
    return switch (review.verdict()) {
      case KEEP -> dev.leasehold.api.v1alpha1.Review.Verdict.Keep;
      case REVOKE -> dev.leasehold.api.v1alpha1.Review.Verdict.Revoke;
    };
  }
}
