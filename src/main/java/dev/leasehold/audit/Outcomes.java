package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import java.util.Set;

/** In which words records say what the log says in others; the words are those of the API. */
final class Outcomes {
  private static final Set<String> REFUSED = Set.of("Rejected", "Lapsed");

  private Outcomes() {}

  /** What is recorded as decided if there is such an entry; nothing where that is open. */
  static Set<String> of(EventKind kind, Said said) {
    return switch (kind) {
      case REFUSED -> refused(said.reason());
      case DENIED -> Set.of("Denied");
      case WITHDRAWN -> Set.of("Withdrawn");
      case PROVISION_INTENDED,
          PROVISIONED,
          PROVISION_FAILED,
          REVOKE_INTENDED,
          REVOKED,
          FORGOTTEN,
          REVIEWED,
          REVOKED_AGAIN ->
          Set.of("Granted");
      case OFFBOARDED, REINSTATED -> Set.of("Offboarded");
      case OFFERED, PURGED, ORPHAN_REMOVED -> Set.of();
    };
  }

  private static Set<String> refused(String reason) {
    return switch (reason) {
      case "" -> REFUSED;
      case "Lapsed" -> Set.of("Lapsed");
      default -> Set.of("Rejected");
    };
  }

  /** In which phases the record may be; what is intended may or may not have come about. */
  static Set<String> phases(State state) {
    return switch (state) {
      case WAITING -> Set.of("", "Activating");
      case REFUSED, DENIED, WITHDRAWN -> Set.of("Refused");
      case PROVISIONING -> Set.of("", "Activating", "Active");
      case ACTIVE -> Set.of("Active");
      case FAILED, ENDING -> Set.of("", "Activating", "Active", "Ending");
      case REMOVED -> Set.of("Ended");
      case FORGOTTEN -> Set.of("Forgotten");
    };
  }

  /** Whether the record must say when it ended. */
  static boolean isOver(State state) {
    return switch (state) {
      case REFUSED, DENIED, WITHDRAWN, REMOVED, FORGOTTEN -> true;
      case WAITING, PROVISIONING, ACTIVE, FAILED, ENDING -> false;
    };
  }
}
