package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request at one moment, for tests; each method returns one that differs in just that. */
record Situation(
    Asked asked,
    Verdict verdict,
    Optional<Offer> offer,
    boolean outdated,
    List<Approval> approvals,
    List<Stamp> stamps,
    Optional<EndCause> ending,
    boolean ended,
    Optional<RecordView> record,
    boolean consumed,
    Guard guard) {
  static final Instant NOW = Asked.AT.plusSeconds(6 * 3600);

  /** Four hours, half of which are over. */
  static final Window WINDOW = new Window(NOW.minusSeconds(7200), NOW.plusSeconds(7200));

  static final String DIGEST = "d".repeat(64);
  static final Guard LIVE = new Guard.Live("the-guard");
  static final Guard UNPROVED =
      new Guard.Unproved(new Reason(ReasonCode.APPROVAL_UNATTESTED, "wait for the guard"));

  static final Verdict PERMITTED =
      new Verdict.Permitted(Offered.ordinary().entitlement(), "subject-uid", List.of());

  static final Verdict AUTO =
      new Verdict.Permitted(
          Offered.ordinary().approvedBy(Offered.auto()).entitlement(), "subject-uid", List.of());

  static final Verdict REFUSED =
      new Verdict.Refused(new Reason(ReasonCode.POLICY_REFUSES, "never"), List.of());
  static final Verdict UNDECIDED =
      new Verdict.Undecided(new Reason(ReasonCode.SUBJECT_NOT_FOUND, "not yet"), List.of());

  /** Permitted and never seen before. */
  static Situation fresh() {
    return new Situation(
        Asked.ordinary(),
        PERMITTED,
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        LIVE);
  }

  /** Permitted, with an offer that can be decided on for another hour. */
  static Situation offered() {
    return fresh().offer(Optional.of(new Offer(DIGEST, "the-guard", NOW.plusSeconds(3600), 0)));
  }

  RequestObservation observation() {
    return observation(Optional.empty(), false);
  }

  private RequestObservation observation(Optional<Freeze> freeze, boolean terminating) {
    return new RequestObservation(
        asked.request(),
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
        false,
        guard,
        freeze,
        Signatures.NONE);
  }

  /** A record that pins these targets. */
  static RecordView view(RecordView.Standing standing, List<Target> granted) {
    return new RecordView(standing, Optional.empty(), granted, false, DIGEST, WINDOW, 1, false);
  }

  /** A record that is closed for this reason. */
  static RecordView closed(EndCause cause) {
    return new RecordView(
        RecordView.Standing.CLOSED, Optional.of(cause), List.of(), false, DIGEST, WINDOW, 1, false);
  }

  RequestStep next() {
    return next(NOW);
  }

  RequestStep next(Instant now) {
    return RequestLifecycle.next(observation(), now);
  }

  /** The same, but its subject was offboarded. */
  RequestStep next(Freeze freeze) {
    return RequestLifecycle.next(observation(Optional.of(freeze), false), NOW);
  }

  /** The same, but it is being deleted. */
  RequestStep nextTerminating() {
    return RequestLifecycle.next(observation(Optional.empty(), true), NOW);
  }

  Situation asked(Asked it) {
    return new Situation(
        it, verdict, offer, outdated, approvals, stamps, ending, ended, record, consumed, guard);
  }

  Situation verdict(Verdict it) {
    return new Situation(
        asked, it, offer, outdated, approvals, stamps, ending, ended, record, consumed, guard);
  }

  Situation offer(Optional<Offer> it) {
    return new Situation(
        asked, verdict, it, outdated, approvals, stamps, ending, ended, record, consumed, guard);
  }

  Situation outdated(boolean it) {
    return new Situation(
        asked, verdict, offer, it, approvals, stamps, ending, ended, record, consumed, guard);
  }

  Situation approvals(List<Approval> it) {
    return new Situation(
        asked, verdict, offer, outdated, it, stamps, ending, ended, record, consumed, guard);
  }

  Situation stamps(List<Stamp> it) {
    return new Situation(
        asked, verdict, offer, outdated, approvals, it, ending, ended, record, consumed, guard);
  }

  Situation ending(Optional<EndCause> it) {
    return new Situation(
        asked, verdict, offer, outdated, approvals, stamps, it, ended, record, consumed, guard);
  }

  Situation alreadyEnded() {
    return new Situation(
        asked, verdict, offer, outdated, approvals, stamps, ending, true, record, consumed, guard);
  }

  Situation record(Optional<RecordView> it) {
    return new Situation(
        asked, verdict, offer, outdated, approvals, stamps, ending, ended, it, consumed, guard);
  }

  Situation consumed(boolean it) {
    return new Situation(
        asked, verdict, offer, outdated, approvals, stamps, ending, ended, record, it, guard);
  }

  Situation guard(Guard it) {
    return new Situation(
        asked, verdict, offer, outdated, approvals, stamps, ending, ended, record, consumed, it);
  }

  static Stamp stamp(Stamp.Act act, int slot, String uid, String offer, String user) {
    Set<String> roles = act == Stamp.Act.APPROVAL ? Set.of("owner") : Set.of();
    return new Stamp(act, slot, uid, offer, roles, user, "because");
  }

  static Stamp approves(String user) {
    return stamp(Stamp.Act.APPROVAL, 1, Asked.UID, DIGEST, user);
  }

  static Approval approved(String user, Instant at) {
    return new Approval(user, Set.of("owner"), DIGEST, at, Approval.Method.ANNOTATION);
  }
}
