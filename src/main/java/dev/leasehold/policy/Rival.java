package dev.leasehold.policy;

import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * Another request that is open, or whose access is live.
 *
 * @param liveSince when its access began; empty while it is only asked for
 */
public record Rival(
    RequestRef request,
    EntitlementRef entitlement,
    Subject subject,
    String requester,
    Instant createdAt,
    Optional<Instant> liveSince) {

  boolean hasSubjectOf(Request own) {
    return subject.equals(own.subject());
  }

  boolean hasNamespaceOf(Request own) {
    return request.namespace().equals(own.ref().namespace());
  }

  /** A requester who is not known is nobody's. */
  boolean hasRequesterOf(Request own) {
    return !requester.isEmpty() && requester.equals(own.requester());
  }
}
