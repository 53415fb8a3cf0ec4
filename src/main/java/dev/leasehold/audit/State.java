package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;

/** How far a request had come. */
public enum State {
  WAITING("waiting"),
  REFUSED("refused"),
  DENIED("denied"),
  WITHDRAWN("withdrawn"),
  PROVISIONING("being provided"),
  ACTIVE("active"),
  FAILED("not provided, not yet proved gone"),
  ENDING("being taken back"),
  REMOVED("removed"),
  FORGOTTEN("closed without proof");

  private final String text;

  State(String text) {
    this.text = text;
  }

  /** In a table. */
  public String text() {
    return text;
  }

  /** Whether there is, or may be, access; what is not known to be gone is there. */
  public boolean isStanding() {
    return switch (this) {
      case PROVISIONING, ACTIVE, FAILED, ENDING -> true;
      case WAITING, REFUSED, DENIED, WITHDRAWN, REMOVED, FORGOTTEN -> false;
    };
  }

  static State of(Access access, Ending ending) {
    return ending.kind().map(State::ended).orElseGet(() -> begun(access, ending));
  }

  private static State ended(EventKind kind) {
    return switch (kind) {
      case REFUSED -> REFUSED;
      case DENIED -> DENIED;
      case WITHDRAWN -> WITHDRAWN;
      case FORGOTTEN -> FORGOTTEN;
      case REVOKED -> REMOVED;
      case OFFERED,
          PROVISION_INTENDED,
          PROVISIONED,
          PROVISION_FAILED,
          REVOKE_INTENDED,
          REVIEWED,
          PURGED,
          REVOKED_AGAIN,
          ORPHAN_REMOVED,
          OFFBOARDED,
          REINSTATED ->
          WAITING;
    };
  }

  private static State begun(Access access, Ending ending) {
    if (ending.begun().isPresent()) {
      return ENDING;
    }
    if (!access.isBegun()) {
      return WAITING;
    }
    if (access.failedAt().isPresent()) {
      return FAILED;
    }
    return access.provisioned().isPresent() ? ACTIVE : PROVISIONING;
  }
}
