package dev.leasehold.lifecycle;

import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one next thing to do for a record. */
public sealed interface RecordStep {
  /** Nothing to do before {@code wakeAt}. */
  record Rest(Optional<Instant> wakeAt) implements RecordStep {}

  /** Hand out all targets, or take back what was handed out. */
  record Provide() implements RecordStep {}

  /** Replace the credentials by those of the next generation. */
  record Rotate(int generation) implements RecordStep {}

  /** Put back what somebody took away. */
  record Repair(Reason reason) implements RecordStep {}

  /** What somebody asked for cannot be done; say so, and go on as if it had not been asked. */
  record Decline(Reason reason, Optional<Instant> wakeAt) implements RecordStep {}

  /** Say that fresh credentials come later than they were asked for, or that none are to come. */
  record Delay(Optional<Reason> reason, Optional<Instant> wakeAt) implements RecordStep {}

  /**
   * Write down what reviewers said.
   *
   * @param guard fingerprint of the guard that must still be in force for it
   */
  record Latch(List<Review> reviews, String guard) implements RecordStep {
    public Latch {
      reviews = List.copyOf(reviews);
    }
  }

  /** Nobody reviewed it in time; say so, and go on. */
  record Flag() implements RecordStep {}

  /** Somebody else changed the record; say so, and go by what was decided. */
  record Accuse(Reason reason) implements RecordStep {}

  /** A transfer of accountability is over; say who is accountable now. */
  record HandBack() implements RecordStep {}

  /** Two people closed what nobody can review any more. */
  record Waive(List<Stamp> people) implements RecordStep {
    public Waive {
      people = List.copyOf(people);
    }
  }

  /** Two people want the record of a refusal removed: let it go, and keep on record that. */
  record Purge(List<Stamp> people) implements RecordStep {
    public Purge {
      people = List.copyOf(people);
    }
  }

  /** Say why it is not removed although people asked for that. */
  record Unheard(Reason reason) implements RecordStep {}

  /**
   * Take everything back and prove it gone.
   *
   * @param latch write the cause down first, because what says so now may not say so later
   * @param reviews what reviewers said and is not latched yet
   */
  record End(EndCause cause, boolean latch, List<Review> reviews) implements RecordStep {
    public End {
      reviews = List.copyOf(reviews);
    }

    public End(EndCause cause, boolean latch) {
      this(cause, latch, List.of());
    }
  }

  /**
   * Say until when it is kept, since neither request nor access is there any more.
   *
   * @param since when that was seen
   */
  record Retain(Instant since, Instant until) implements RecordStep {}

  /** Nothing is owed any more and the retention is over: let the record go. */
  record Forget() implements RecordStep {}
}
