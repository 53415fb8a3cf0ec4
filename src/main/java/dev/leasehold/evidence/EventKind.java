package dev.leasehold.evidence;

import java.util.Arrays;
import java.util.Optional;

/** What an entry of the log says happened, or was about to; the words are part of the schema. */
public enum EventKind {
  OFFERED("Offered"),
  REFUSED("Refused"),
  DENIED("Denied"),
  WITHDRAWN("Withdrawn"),
  PROVISION_INTENDED("ProvisionIntended"),
  PROVISIONED("Provisioned"),
  PROVISION_FAILED("ProvisionFailed"),
  REVOKE_INTENDED("RevokeIntended"),
  REVOKED("Revoked"),
  FORGOTTEN("Forgotten"),
  REVIEWED("Reviewed"),
  PURGED("Purged"),
  /** What had been proved to be gone was there again, and was revoked again. */
  REVOKED_AGAIN("RevokedAgain"),
  /** An object that bears the mark of a request, and belonged to no live record, was removed. */
  ORPHAN_REMOVED("OrphanRemoved"),
  /** An identity is frozen. */
  OFFBOARDED("Offboarded"),
  /** It is frozen no more. */
  REINSTATED("Reinstated");

  private final String text;

  EventKind(String text) {
    this.text = text;
  }

  /** As statements have it. */
  public String text() {
    return text;
  }

  static Optional<EventKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }
}
