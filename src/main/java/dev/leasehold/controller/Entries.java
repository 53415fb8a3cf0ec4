package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Request;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Says in the evidence log what is about to be done and what was done. Only what starts or widens
 * access, or removes a record, waits for that, and is not done without it; of all else nothing
 * waits and nothing fails.
 */
record Entries(Journal journal) {
  private static final Logger LOG = Logger.getLogger(Entries.class);

  private static final Reason UNREAD =
      new Reason(
          ReasonCode.EVIDENCE_UNAVAILABLE,
          "the evidence log is still being read for what ended before, and nothing is provided"
              + " until that is known");

  /**
   * Credentials are about to be handed out, or bindings made.
   *
   * @throws dev.leasehold.grant.Unavailable if the log does not have it in time
   */
  void providing(AccessRecord record, Instant now) {
    boolean first = RecordReader.standing(record) == Standing.ACTIVATING;
    journal.require(
        () ->
            RecordEvents.of(
                EventKind.PROVISION_INTENDED,
                record,
                first ? RecordEvents.granted(record) : RecordEvents.access(record),
                now));
  }

  /**
   * How much of what the log says is known now. What decides that access is provided is looked at
   * afterwards: what is read of the log meanwhile, that look may have missed.
   */
  Known known() {
    return new Known(journal.past().requests().since(), journal.past().identities().isKnown());
  }

  /**
   * What is known of the log.
   *
   * @param since all about requests that were created later
   * @param identities whether everybody who is offboarded
   */
  record Known(Instant since, boolean identities) {
    private boolean covers(Instant created) {
      return identities && (since.equals(Instant.MIN) || created.isAfter(since));
    }
  }

  /**
   * Access is about to be provided for a request that was created then.
   *
   * @param known before it was looked at
   * @throws dev.leasehold.grant.Unavailable if the log may say that it came to its end, and was not
   *     read as far back as that; or of somebody that they are offboarded
   */
  void granting(Instant created, Known known) {
    if (!known.covers(created)) {
      throw new Unavailable(journal.works() ? UNREAD : Journal.UNWRITABLE);
    }
  }

  /**
   * The window is about to be prolonged.
   *
   * @throws dev.leasehold.grant.Unavailable if the log does not have it in time
   */
  void prolonging(AccessRecord record, RequestStep.Renew step, Instant now) {
    journal.require(
        () ->
            RecordEvents.of(
                EventKind.PROVISION_INTENDED,
                record,
                RecordEvents.prolonged(record, step.approvals(), step.end()),
                now));
  }

  /** What was about to be done came about. */
  void provided(AccessRecord record, Instant now) {
    note(EventKind.PROVISIONED, record, Facts::none, now);
  }

  /** The same, and this is what exists by target. */
  void provided(
      AccessRecord record, Map<String, Holdings> holdings, Optional<Redelivery> wish, Instant now) {
    note(EventKind.PROVISIONED, record, () -> RecordEvents.handedOut(holdings, wish), now);
  }

  /** It did not, and will not. */
  void failed(AccessRecord record, Reason reason, Instant now) {
    note(EventKind.PROVISION_FAILED, record, () -> Facts.none().reason(reason), now);
  }

  /** Access is about to be taken back. */
  void revoking(AccessRecord record, EndCause cause, Instant now) {
    note(EventKind.REVOKE_INTENDED, record, () -> RecordEvents.because(cause), now);
  }

  /** A read shows that nothing is left. */
  void revoked(AccessRecord record, Instant now) {
    note(EventKind.REVOKED, record, Facts::none, now);
  }

  /** People closed it without that. */
  void forgotten(AccessRecord record, Reason left, List<Stamp> people, Instant now) {
    note(
        EventKind.FORGOTTEN,
        record,
        () -> Facts.none().reason(new Reason(ReasonCode.FORGOTTEN, left.message())).by(by(people)),
        now);
  }

  /** Nothing was granted, as its record says. */
  void refused(AccessRecord record, EndCause cause, Instant now) {
    note(RecordEvents.refusal(cause), record, () -> RecordEvents.refused(record, cause), now);
  }

  /** People were shown what they may accept. */
  void offered(Request request, Entitlement entitlement, String digest, Instant now) {
    note(
        () ->
            RecordEvents.of(
                EventKind.OFFERED,
                request,
                RecordEvents.offered(request, entitlement, digest),
                now));
  }

  /** Somebody looked at it afterwards. */
  void reviewed(AccessRecord record, List<Review> reviews, Instant now) {
    reviews.forEach(
        review -> note(EventKind.REVIEWED, record, () -> RecordEvents.reviewed(review), now));
  }

  /**
   * Its record is about to be let go; by people before its time, or as its time is over if there
   * are none. Nothing ends by it, so it can wait.
   *
   * @throws dev.leasehold.grant.Unavailable if the log does not have it in time
   */
  void purging(AccessRecord record, List<Stamp> people, Instant now) {
    journal.require(
        () -> RecordEvents.of(EventKind.PURGED, record, Facts.none().by(by(people)), now));
  }

  private static String by(List<Stamp> people) {
    return people.stream().map(Stamp::user).collect(Collectors.joining(", "));
  }

  private void note(EventKind kind, AccessRecord record, Supplier<Facts> facts, Instant now) {
    note(() -> RecordEvents.of(kind, record, facts.get(), now));
  }

  private void note(Supplier<Event> event) {
    note(journal, event);
  }

  /** Whatever somebody has written into a record, no ending fails by it. */
  static void note(Journal journal, Supplier<Event> event) {
    try {
      journal.note(event);
    } catch (RuntimeException e) {
      LOG.errorf(e, "an event could not be put into the words of the evidence log");
    }
  }
}
