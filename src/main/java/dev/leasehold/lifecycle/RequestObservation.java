package dev.leasehold.lifecycle;

import dev.leasehold.model.Approval;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Request;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one request at one moment.
 *
 * @param offer the offer that was published last, if any was
 * @param outdated that offer no longer says exactly what would be granted
 * @param approvals latched so far, for whichever offer
 * @param stamps every act attested on the request, also those latched already
 * @param ending why a live grant is to end, once latched
 * @param ended true once the request has come to its end
 * @param terminating it is being deleted, which is as good as gone
 * @param reviewShown it is said that somebody has to review it
 * @param freeze that its subject was offboarded
 * @param signatures those on the request that were not latched before
 * @param consumed another record already answers for the same request content
 */
public record RequestObservation(
    Request request,
    Verdict verdict,
    Optional<Offer> offer,
    boolean outdated,
    List<Approval> approvals,
    List<Stamp> stamps,
    Optional<EndCause> ending,
    boolean ended,
    boolean terminating,
    Optional<RecordView> record,
    boolean consumed,
    boolean reviewShown,
    Guard guard,
    Optional<Freeze> freeze,
    Signatures signatures) {
  public RequestObservation {
    approvals = List.copyOf(approvals);
    stamps = List.copyOf(stamps);
  }

  /** Whether nothing was ever said of it but that it waits. */
  public boolean unanswered() {
    return offer.isEmpty() && record.isEmpty() && !ended;
  }

  /** The same, with what came of the signatures. */
  public RequestObservation with(Signatures read) {
    return new RequestObservation(
        request,
        verdict,
        offer,
        outdated,
        approvals,
        stamps,
        ending,
        ended,
        terminating,
        record,
        consumed,
        reviewShown,
        guard,
        freeze,
        read);
  }

  /**
   * The published offer, as far as it decides anything.
   *
   * @param digest 64 lower-case hex digits
   * @param guard fingerprint of the guard when it was published
   * @param renewal 0 for the first window, 1 for its first renewal
   */
  public record Offer(String digest, String guard, Instant decideBy, int renewal) {}

  /**
   * The record of this request, seen from the request.
   *
   * @param granted the targets that it pins
   * @param owesReview somebody still has to look at what was granted
   * @param accepted digest of the offer that was accepted
   * @param approvals how many it has
   * @param altered somebody else changed its window or its approvals
   */
  public record RecordView(
      Standing standing,
      Optional<EndCause> cause,
      List<Target> granted,
      boolean owesReview,
      String accepted,
      Window window,
      int approvals,
      boolean altered) {
    public RecordView {
      granted = List.copyOf(granted);
    }

    /** How far the record has come. */
    public enum Standing {
      ACTIVATING,
      ACTIVE,
      ENDING,
      CLOSED
    }
  }
}
