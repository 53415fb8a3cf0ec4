package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.LatestEntries;
import dev.leasehold.evidence.Past;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The evidence log, for those who act. Where none is configured nothing is written, and no event
 * made.
 */
public interface Journal {
  /** What is told to whoever waits for it. */
  Reason UNWRITABLE =
      new Reason(
          ReasonCode.EVIDENCE_UNAVAILABLE,
          "the evidence log cannot be written, and nothing is provided without it; the operator's"
              + " log has the cause");

  /**
   * Returns once the event is on stable storage. How long that may take is limited, since whoever
   * calls may hold what an ending waits for.
   *
   * @throws dev.leasehold.grant.Unavailable if that is not known in time
   */
  void require(Supplier<Event> event);

  /** Has the event written without waiting for that. */
  void note(Supplier<Event> event);

  /** Whether it can be written and has what was given to it; true where there is none. */
  boolean works();

  /**
   * What was said last before this process said anything; comes once the log works, if ever. Empty
   * where there is none.
   */
  Optional<CompletionStage<LatestEntries>> before();

  /** What it says of before, and the cluster may not know any more; nothing where there is none. */
  Past past();

  /** The status that is about to be written, with where the record's newest entries are. */
  AccessRecordStatus located(AccessRecord record, AccessRecordStatus status);

  /** There is no log. */
  final class None implements Journal {
    private final Past past = Past.none();

    @Override
    public Past past() {
      return past;
    }

    @Override
    public void require(Supplier<Event> event) {}

    @Override
    public void note(Supplier<Event> event) {}

    @Override
    public boolean works() {
      return true;
    }

    @Override
    public Optional<CompletionStage<LatestEntries>> before() {
      return Optional.empty();
    }

    @Override
    public AccessRecordStatus located(AccessRecord record, AccessRecordStatus status) {
      return status;
    }
  }
}
