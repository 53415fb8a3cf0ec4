package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EvidenceLevel;
import java.util.Optional;

/**
 * Names what the API has and this version does not do. An option that were ignored would promise
 * what nobody keeps, so an entitlement that uses one is not requestable.
 */
final class Unsupported {
  private Unsupported() {}

  /** The first field that is not supported. */
  static Optional<String> in(Entitlement entitlement) {
    if (entitlement.evidence() == EvidenceLevel.Regulated) {
      return Optional.of("evidence: Regulated, for want of a durable evidence log,");
    }
    return Optional.empty();
  }
}
