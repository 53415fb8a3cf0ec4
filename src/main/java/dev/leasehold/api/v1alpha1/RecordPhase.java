package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where the recorded access is, for people. */
@Word
public enum RecordPhase {
  @JsonPropertyDescription("being provisioned.")
  Activating,
  @JsonPropertyDescription("everything that was granted exists.")
  Active,
  @JsonPropertyDescription("being revoked.")
  Ending,
  @JsonPropertyDescription("a read showed that nothing is left.")
  Ended,
  @JsonPropertyDescription("two people closed it without proof.")
  Forgotten,
  @JsonPropertyDescription("nothing was ever provisioned.")
  Refused,
  @JsonPropertyDescription("the identity is offboarded: it is granted nothing.")
  Frozen,
  @JsonPropertyDescription("the offboarding was taken back.")
  Reinstated,
  /** A later version wrote something else. Never written; not closed. */
  @JsonIgnore
  Unknown
}
