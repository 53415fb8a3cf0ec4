package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** Where the recorded access is, for people. */
@Word
public enum RecordPhase {
  /** Recorded, and being provisioned. */
  Activating,
  /** Everything that was granted exists. */
  Active,
  /** Being taken back. */
  Ending,
  /** A read showed that nothing is left. */
  Ended,
  /** Closed by two people without proof. */
  Forgotten,
  /** Nothing was ever provisioned: the record of a refusal. */
  Refused,
  /** The identity is shut out. */
  Frozen,
  /** It was shut out, and is not any more. */
  Reinstated,
  /** A later version wrote something else. Never written; not closed. */
  @JsonIgnore
  Unknown
}
