package dev.leasehold.grant;

import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Target;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What other systems were last seen to have lost. It speaks of one credential only: once that is
 * replaced, nothing is known against the next.
 */
public final class RemoteFindings implements Access.Seen {
  private final Map<String, Map<String, Finding>> byRecord = new ConcurrentHashMap<>();

  private record Finding(String credential, Condition condition) {}

  @Override
  public Condition of(Grant grant, Target target, Holdings known) {
    Finding found = byRecord.getOrDefault(grant.recordName(), Map.of()).get(target.name());
    return found != null && found.credential().equals(credential(known))
        ? found.condition()
        : new Condition.Intact();
  }

  /** Only what was lost counts: what could not be looked at hides nothing of the cluster. */
  public void note(Grant grant, Target target, Holdings known, Condition condition) {
    if (condition instanceof Condition.Lessened) {
      byRecord
          .computeIfAbsent(grant.recordName(), name -> new ConcurrentHashMap<>())
          .put(target.name(), new Finding(credential(known), condition));
    } else {
      byRecord.computeIfPresent(
          grant.recordName(),
          (name, byTarget) -> {
            byTarget.remove(target.name());
            return byTarget;
          });
    }
  }

  /** Forgets all records but these. */
  public void retain(Set<String> records) {
    byRecord.keySet().retainAll(records);
  }

  private static String credential(Holdings known) {
    return known.current().map(CredentialFacts::jti).orElse("");
  }
}
