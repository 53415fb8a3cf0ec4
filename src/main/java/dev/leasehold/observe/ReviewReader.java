package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.ReviewSpec;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.Reviewing;
import dev.leasehold.model.Governance.Overdue;
import dev.leasehold.model.Persons;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how far the review of a grant is. */
final class ReviewReader {
  private static final String REVIEW_REQUIRED = "ReviewRequired";

  private ReviewReader() {}

  /** As the record says it, with what people did on the request since. */
  static Reviewing read(
      AccessRecord record, Optional<AccessRequest> request, Guard guard, Persons persons) {
    AccessRecordStatus status = record.getStatus();
    if (status == null) {
      return Reviewing.none();
    }
    Optional<String> live =
        guard instanceof Guard.Live(String fingerprint, var _)
            ? Optional.of(fingerprint)
            : Optional.empty();
    return new Reviewing(
        due(record, status),
        status.reviews().stream().map(ReviewReader::review).toList(),
        request.map(r -> attested(record, r, live)).orElse(List.of()),
        live,
        involved(record.getSpec(), persons),
        persons,
        status.conditions().stream()
            .anyMatch(
                c -> c.getType().equals(REVIEW_REQUIRED) && ReasonCode.OVERDUE.is(c.getReason())));
  }

  /** Whether it is said that somebody has to look at it. */
  static boolean shown(@Nullable AccessRequestStatus status) {
    return status != null
        && status.conditions().stream()
            .anyMatch(c -> c.getType().equals(REVIEW_REQUIRED) && c.getStatus().equals("True"));
  }

  /** Whether somebody still has to look at it. */
  static boolean owed(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status != null && status.reviews().isEmpty() && due(record, status).isPresent();
  }

  /** Since when nobody has reviewed what is revoked if nobody does. */
  static Optional<Instant> missed(AccessRecord record, Instant now) {
    AccessRecordStatus status = record.getStatus();
    return status == null || !owed(record)
        ? Optional.empty()
        : due(record, status)
            .filter(due -> due.onOverdue() == Overdue.REVOKE)
            .map(Reviewing.Due::by)
            .filter(by -> !now.isBefore(by));
  }

  /** A review is owed from activation on; once two people closed the record nobody owes it. */
  private static Optional<Reviewing.Due> due(AccessRecord record, AccessRecordStatus status) {
    ReviewSpec review = record.getSpec().review();
    boolean debt = record.getSpec().emergency();
    boolean over = RecordReader.standing(record) == Standing.CLOSED && !debt;
    return review == null || status.reviewBy() == null || !status.forgotten().isEmpty() || over
        ? Optional.empty()
        : Optional.of(
            new Reviewing.Due(
                Instant.parse(status.reviewBy()), GovernanceReader.overdue(review), debt));
  }

  /**
   * Reviews of what is shown now. That is another digest than what approvers accepted, so that
   * nothing counts that was stamped before there was access, and it is drawn anew with every guard,
   * so that nothing counts that was stamped while it was off.
   */
  private static List<Stamp> attested(
      AccessRecord record, AccessRequest request, Optional<String> guard) {
    Offer offer = request.getStatus() == null ? null : request.getStatus().offer();
    if (offer == null
        || offer.digest().equals(record.getSpec().offerDigest())
        || !Optional.of(offer.guard()).equals(guard)) {
      return List.of();
    }
    return StampReader.read(RequestReader.annotations(request)).stream()
        .filter(stamp -> stamp.act() == Stamp.Act.REVIEW)
        .filter(stamp -> stamp.uid().equals(record.getSpec().request().uid()))
        .filter(stamp -> stamp.offer().equals(offer.digest()))
        .toList();
  }

  private static Set<String> involved(AccessRecordSpec spec, Persons persons) {
    Subject subject = new Subject(spec.subject().namespace(), spec.subject().serviceAccountName());
    return Stream.concat(RecordReader.parties(spec), Stream.of(subject.userName()))
        .map(persons::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Review review(dev.leasehold.api.v1alpha1.Review review) {
    return new Review(
        review.reviewer(),
        switch (review.verdict()) {
          case Keep -> Review.Verdict.KEEP;
          case Revoke -> Review.Verdict.REVOKE;
        },
        Instant.parse(review.at()));
  }
}
