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
  PURGED("Purged");

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
