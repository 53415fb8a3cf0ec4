package dev.leasehold.policy;

import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.time.Instant;

/** Another request that is open, or whose access is live. */
public record Rival(
    RequestRef request,
    EntitlementRef entitlement,
    Subject subject,
    String requester,
    Instant createdAt,
    Progress progress) {

  Turn turn() {
    return new Turn(progress, createdAt, request.uid());
  }

  /** Whether others may be refused for it, and need not wait for what becomes of it. */
  boolean settled() {
    return progress.settled();
  }

  boolean isLive() {
    return progress instanceof Progress.Live;
  }

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
