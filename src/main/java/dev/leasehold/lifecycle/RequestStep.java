package dev.leasehold.lifecycle;

import dev.leasehold.approval.Count;
import dev.leasehold.model.Approval;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Extent.Limited;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one next thing to do for a request. */
public sealed interface RequestStep {
  /** When to look again although nothing has changed. */
  Optional<Instant> wakeAt();

  /**
   * Whether by this a rule decides, for the first time, on what somebody is known to have asked:
   * whether it is offered, or refused. What people do to it is no such thing.
   */
  default boolean decidesFirst(RequestObservation seen) {
    return seen.unanswered()
        && seen.request().askers().attested()
        && switch (this) {
          case Publish publish -> true;
          case Close close -> close.cause().isByRule() && !seen.terminating();
          case Rest _,
              Hold _,
              AnswerLimit _,
              Await _,
              Activate _,
              Follow _,
              OfferRenewal _,
              Renew _ ->
              false;
        };
  }

  /** Its end is final: nothing more is done. */
  record Rest() implements RequestStep {
    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }
  }

  /** Something is missing that may still come. */
  record Hold(Reason reason, Verdict verdict, Optional<Instant> wakeAt) implements RequestStep {}

  /**
   * Write down that a limit was heard, and look again.
   *
   * @param heard how many were heard, this one too
   * @param approver who wrote it
   * @param limited what holds from now on; empty: as asked
   * @param declined why it was not taken, or is taken off
   */
  record AnswerLimit(
      int heard, String approver, Optional<Limited> limited, Optional<Reason> declined)
      implements RequestStep {
    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }
  }

  /**
   * Tell what would be granted, under a digest that nobody could have foreseen.
   *
   * @param caution why nobody knows who asks, if so
   */
  record Publish(
      Entitlement entitlement,
      String subjectUid,
      String guard,
      Instant decideBy,
      Verdict verdict,
      Optional<Reason> caution,
      Optional<Instant> wakeAt)
      implements RequestStep {}

  /** The offer stands; people have to decide, or the start has to come. */
  record Await(
      List<Approval> approvals,
      Count count,
      Optional<Reason> obstacle,
      boolean scheduled,
      Verdict verdict,
      Optional<Instant> wakeAt)
      implements RequestStep {
    public Await {
      approvals = List.copyOf(approvals);
    }
  }

  /**
   * The quorum is there: read everything afresh, and if this is still the step, grant.
   *
   * @param approvals those that count, and no others
   */
  record Activate(
      Entitlement entitlement,
      String subjectUid,
      List<Approval> approvals,
      String offer,
      String guard,
      Window window)
      implements RequestStep {
    public Activate {
      approvals = List.copyOf(approvals);
    }

    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }
  }

  /**
   * A record exists: show what it says, and latch why it is to end if it is.
   *
   * @param renamed under this guard what was accepted is shown with a new digest, for reviewers
   * @param unheard who reviewed it and had a part in it, or is a machine
   */
  record Follow(
      RequestObservation.RecordView record,
      Optional<EndCause> ending,
      List<Approval> approvals,
      Optional<String> renamed,
      Outlook renewal,
      Optional<Instant> wakeAt,
      List<String> unheard)
      implements RequestStep {
    public Follow {
      approvals = List.copyOf(approvals);
      unheard = List.copyOf(unheard);
    }
  }

  /**
   * Offer the very same once more.
   *
   * @param prolonged from the end of the window as it is to its end as it would be
   */
  record OfferRenewal(
      RequestObservation.RecordView record,
      Entitlement entitlement,
      String subjectUid,
      String guard,
      int number,
      Window prolonged)
      implements RequestStep {
    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }
  }

  /**
   * The quorum for a renewal is there: read everything afresh, and if this is still the step, move
   * the window's end.
   *
   * @param approvals those that count, and no others
   */
  record Renew(
      RequestObservation.RecordView record,
      Entitlement entitlement,
      List<Approval> approvals,
      String offer,
      int number,
      Instant end)
      implements RequestStep {
    public Renew {
      approvals = List.copyOf(approvals);
    }

    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }
  }

  /** It ends without ever having given access. */
  record Close(EndCause cause, Reason reason, Optional<Verdict> verdict) implements RequestStep {
    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }
  }
}
