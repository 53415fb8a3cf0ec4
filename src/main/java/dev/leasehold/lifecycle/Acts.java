package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.Approval;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Review;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Signatures.Signed;
import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What people's attested acts mean for a request. */
public final class Acts {
  private static final String REVIEWED = "revoked at its review";

  private static final String DELETED =
      "the request was deleted; who deleted it is only in the API server's audit log";

  private Acts() {}

  /**
   * The approvals so far and those newly attested for exactly this offer on exactly this object. An
   * approval counts from when it was first seen. Seeing it again changes nothing, while a further
   * stamp of the same person is a further approval: in another role, or after the first lapsed.
   */
  static List<Approval> latch(RequestObservation seen, Offer offer, Instant now) {
    List<Approval> unmatched = new ArrayList<>(seen.approvals());
    List<Approval> all = new ArrayList<>(seen.approvals());
    for (Stamp stamp : seen.stamps()) {
      if (stamp.act() == Stamp.Act.APPROVAL
          && stamp.uid().equals(seen.request().ref().uid())
          && stamp.offer().equals(offer.digest())
          && !removeOne(unmatched, stamp)) {
        all.add(
            new Approval(
                stamp.user(), stamp.roles(), stamp.offer(), now, Approval.Method.ANNOTATION));
      }
    }
    for (Signed signed : seen.signatures().signed()) {
      if (all.stream().noneMatch(a -> isOf(a, signed, offer))) {
        all.add(
            new Approval(
                signed.approver(), signed.roles(), offer.digest(), now, Approval.Method.SIGNATURE));
      }
    }
    return all;
  }

  private static boolean isOf(Approval approval, Signed signed, Offer offer) {
    return approval.method() == Approval.Method.SIGNATURE
        && approval.approver().equals(signed.approver())
        && approval.roles().containsAll(signed.roles())
        && approval.offer().equals(offer.digest());
  }

  /**
   * Those of the approvals that a stamp or a signature on the request attests now. Status proves
   * nothing by itself: whoever can act as the operator writes it.
   */
  static List<Approval> attested(RequestObservation seen, List<Approval> approvals) {
    List<Stamp> stamps =
        new ArrayList<>(
            seen.stamps().stream()
                .filter(stamp -> stamp.act() == Stamp.Act.APPROVAL)
                .filter(stamp -> stamp.uid().equals(seen.request().ref().uid()))
                .toList());
    return approvals.stream()
        .filter(
            approval ->
                switch (approval.method()) {
                  case ANNOTATION -> takeOne(stamps, approval);
                  case SIGNATURE -> isSigned(seen.signatures(), approval);
                })
        .toList();
  }

  /** A stamp attests one approval, the earliest. */
  private static boolean takeOne(List<Stamp> stamps, Approval approval) {
    return stamps.stream()
        .filter(stamp -> isOf(approval, stamp))
        .findFirst()
        .filter(stamps::remove)
        .isPresent();
  }

  private static boolean isSigned(Signatures signatures, Approval approval) {
    return Stream.concat(signatures.signed().stream(), signatures.known().stream())
        .anyMatch(
            signed ->
                signed.approver().equals(approval.approver())
                    && signed.roles().containsAll(approval.roles()));
  }

  private static boolean removeOne(List<Approval> approvals, Stamp stamp) {
    return approvals.stream()
        .filter(a -> a.method() == Approval.Method.ANNOTATION && isOf(a, stamp))
        .findFirst()
        .filter(approvals::remove)
        .isPresent();
  }

  private static boolean isOf(Approval approval, Stamp stamp) {
    return approval.approver().equals(stamp.user())
        && approval.offer().equals(stamp.offer())
        && approval.roles().equals(stamp.roles());
  }

  /**
   * The first act that ends the request, if there is one. It needs no proof of the guard: what was
   * stamped while it was off ends at worst what can be asked for again.
   *
   * @param askers requester and applier
   */
  static Optional<EndCause> ending(
      RequestRef request, Set<String> askers, List<Stamp> stamps, Instant now) {
    return stamps.stream()
        .filter(stamp -> stamp.uid().equals(request.uid()))
        .flatMap(stamp -> kind(askers, stamp).stream().map(k -> cause(k, stamp, now)))
        .findFirst();
  }

  /** The same for what was granted, which a reviewer may end too. */
  public static Optional<EndCause> endingLive(
      RequestRef request, Set<String> askers, List<Stamp> stamps, Instant now) {
    return ending(request, askers, stamps, now)
        .or(
            () ->
                stamps.stream()
                    .filter(stamp -> stamp.uid().equals(request.uid()))
                    .filter(s -> Reviewing.verdict(s).equals(Optional.of(Review.Verdict.REVOKE)))
                    .findFirst()
                    .map(s -> new EndCause(EndCause.Kind.REVOKED, s.user(), REVIEWED, now)));
  }

  /**
   * Its request is gone, or is being deleted. Who did it is in no object: a deletion carries no
   * stamp.
   */
  static EndCause deleted(Instant now) {
    return new EndCause(EndCause.Kind.REQUEST_DELETED, EndCause.OPERATOR, DELETED, now);
  }

  private static Optional<EndCause.Kind> kind(Set<String> askers, Stamp stamp) {
    return switch (stamp.act()) {
      case DENIAL -> Optional.of(EndCause.Kind.DENIED);
      case REVOCATION ->
          Optional.of(
              askers.contains(stamp.user()) ? EndCause.Kind.WITHDRAWN : EndCause.Kind.REVOKED);
      case APPROVAL, REVIEW, LIMIT, FORGET, PURGE, OFFBOARDING, REINSTATEMENT -> Optional.empty();
    };
  }

  private static EndCause cause(EndCause.Kind kind, Stamp stamp, Instant now) {
    return new EndCause(kind, stamp.user(), stamp.text(), now);
  }
}
