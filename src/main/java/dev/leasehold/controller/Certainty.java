package dev.leasehold.controller;

import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.EndCause;

/** Which steps of a record are decided on a live read, since caches lag. */
final class Certainty {
  private Certainty() {}

  /** What is irreversible, or would blame somebody. */
  static boolean needed(RecordStep step) {
    return switch (step) {
      case RecordStep.End(EndCause cause, boolean latch, var _) -> latch && cause.isByRule();
      case RecordStep.Repair repair -> true;
      case RecordStep.Retain retain -> true;
      case RecordStep.Rest rest -> false;
      case RecordStep.Provide provide -> false;
      case RecordStep.Rotate rotate -> false;
      case RecordStep.Decline decline -> false;
      case RecordStep.Delay delay -> false;
      case RecordStep.Latch latch -> false;
      case RecordStep.Flag flag -> true;
      case RecordStep.Waive waive -> true;
      case RecordStep.Purge purge -> true;
      case RecordStep.Unheard unheard -> false;
      case RecordStep.Accuse accuse -> false;
      case RecordStep.HandBack handBack -> false;
      case RecordStep.Forget forget -> false;
    };
  }
}
