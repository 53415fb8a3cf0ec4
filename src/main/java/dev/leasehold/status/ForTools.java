package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.RequestPhase;

/**
 * Says the same once more in the conditions by which general tools judge any object (kstatus): True
 * {@code Reconciling} while something can still come, True {@code Stalled} where nothing can any
 * more. What came to its end as planned is neither, and has no {@code Ready} either: False would
 * have every later deployment wait for it, and True would be a lie.
 */
final class ForTools {
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";

  private ForTools() {}

  /** Adds to what is said of a request; {@code Reconciling} is always there, to be waited for. */
  static void tell(RequestDraft draft) {
    if (draft.phase == null) {
      return;
    }
    Conditions said = draft.conditions;
    boolean usable = draft.phase == RequestPhase.Active && said.isTrue(Conditions.READY);
    if (draft.endedAt == null && !usable) {
      said.retell(Conditions.READY, RECONCILING, "True");
      return;
    }
    said.retell(Conditions.READY, RECONCILING, "False");
    if (draft.endedAt == null) {
      return;
    }
    if (said.isTrue(Conditions.REVOCATION_FAILED)) {
      said.retell(Conditions.REVOCATION_FAILED, STALLED, "True");
    } else if (isAsPlanned(draft)) {
      said.remove(Conditions.READY);
    } else {
      said.retell(Conditions.READY, STALLED, "True");
    }
  }

  /** The window ran out, or who asked gave back what was granted. */
  private static boolean isAsPlanned(RequestDraft draft) {
    return draft.phase == RequestPhase.Ended
        || (draft.phase == RequestPhase.Withdrawn && draft.grantedAt != null);
  }

  /** Adds to what is said of a record, which has come to its end whatever ended it. */
  static void tell(RecordDraft draft) {
    if (draft.phase == null) {
      return;
    }
    Conditions said = draft.conditions;
    switch (draft.phase) {
      case Activating, Ending -> said.retell(Conditions.READY, RECONCILING, "True");
      case Active -> {
        if (said.isTrue(Conditions.READY)) {
          said.remove(RECONCILING);
        } else {
          said.retell(Conditions.READY, RECONCILING, "True");
        }
      }
      case Ended, Refused, Frozen, Reinstated -> said.remove(Conditions.READY).remove(RECONCILING);
      case Forgotten -> {
        said.remove(Conditions.READY).remove(RECONCILING);
        said.retell(Conditions.REVOCATION_FAILED, STALLED, "True");
      }
      case Unknown -> {}
    }
  }
}
