package dev.leasehold.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps one copy of each text that many lives share, so that a life is small. For one thread. */
final class Words {
  /** Different ones, in all; others are kept as often as they come. */
  private static final int MAX = 50_000;

  private final Map<String, String> known = new HashMap<>();

  private String shared(String text) {
    String kept = known.get(text);
    if (kept == null && known.size() < MAX) {
      known.put(text, text);
    }
    return kept == null ? text : kept;
  }

  Asking shared(Asking asking) {
    return new Asking(
        shared(asking.requester()),
        shared(asking.applier()),
        shared(asking.subject()),
        shared(asking.entitlement()),
        shared(asking.justification()),
        shared(asking.ticket()),
        asking.offeredAt());
  }

  Approver shared(Approver approver) {
    Optional<Instant> at = approver.at();
    return new Approver(shared(approver.name()), at, shared(approver.how()));
  }
}
