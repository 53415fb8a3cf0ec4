package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Requests and records as they stand in a cluster. */
final class Standing {
  static final String DIGEST = "0123456789abcdef".repeat(4);
  static final String OTHER = "fedcba9876543210".repeat(4);

  private Standing() {}

  /** One that is told everything at once. */
  static Sink sink(String name, Format format, Optional<URI> url) {
    return sink(name, format, url, Filter.NONE, Rhythm.AT_ONCE);
  }

  static Sink sink(String name, Format format, Optional<URI> url, Filter filter, Rhythm rhythm) {
    return new Sink(name, format, url, Optional.empty(), filter, rhythm, Optional.empty());
  }

  static Instant at(String time) {
    return Instant.parse("2026-12-01T" + time + "Z");
  }

  /** With this status, of a request that bob asked for in the name of anna. */
  static AccessRequest request(String uid, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata:
          name: report
          namespace: payments
          uid: %s
          annotations: {leasehold.dev/applied-by: bob, leasehold.dev/requested-by: anna}
        spec:
          entitlement: {catalog: payments, name: orders-reader}
          subject: {serviceAccountName: nightly}
          duration: 4h
          justification: month end
          ticket: CHG-1
        status: %s
        """
            .formatted(uid, status),
        AccessRequest.class);
  }

  /** An offer that was published then. */
  static String offered(String digest, int renewal, String at) {
    String event = renewal == 0 ? "AwaitingApproval" : "RenewalOffered";
    return """
        {phase: AwaitingApproval,
         offer: {digest: "%1$s", nonce: n, guard: g, renewal: %2$d, duration: 4h,
           decideBy: "2026-12-02T08:00:00Z", approvals: [{role: owner, needed: 2, given: 0}],
           permissions: ["adds shop: get secrets in namespace shop"], warnings: [reads Secrets]},
         history: [{at: "2026-12-01T%3$sZ", event: %4$s, actor: leasehold, reason: Offered,
           message: "offer %1$s"}]}\
        """
        .formatted(digest, renewal, at, event);
  }

  /** It ended without ever having given access. */
  static String closed(String phase, String cause, String at) {
    return """
        {phase: %1$s, endedAt: "2026-12-01T%3$sZ",
         ending: {cause: %2$s, actor: carla, message: not today, at: "2026-12-01T%3$sZ"}}\
        """
        .formatted(phase, cause, at);
  }

  /** Made at 08:00, with these fields of spec besides, and this status. */
  static AccessRecord record(String uid, String outcome, String spec, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRecord
        metadata: {name: ar-%1$s, uid: r-%1$s, creationTimestamp: "2026-12-01T08:00:00Z"}
        spec:
          outcome: %2$s
          request: {namespace: payments, name: report, uid: %1$s, requestId: "", specDigest: x}
          requester: {name: anna, claimed: true}
          applier: bob
          subject: {namespace: payments, serviceAccountName: nightly, uid: s}
          entitlement: {catalog: payments, name: orders-reader}
          justification: month end
          ticket: CHG-1
        %3$s
        status: %4$s
        """
            .formatted(uid, outcome, spec.indent(2), status),
        AccessRecord.class);
  }

  /** Granted from 08:00 to 12:00 by carla, with this status. */
  static AccessRecord granted(String uid, String status) {
    return granted(uid, "", status);
  }

  static AccessRecord granted(String uid, String spec, String status) {
    return record(
        uid,
        "Granted",
        """
        approvals: [{approver: carla, roles: [owner], offer: x, at: "2026-12-01T07:59:00Z"}]
        window: {start: "2026-12-01T08:00:00Z", end: "2026-12-01T12:00:00Z"}
        targets:
        - name: shop
          kind: ServiceAccountToken
          backstop: token
          bindings: [{roleRef: {kind: Role, name: orders-reader}, namespace: shop}]
        """
            + spec,
        status);
  }

  /** Access began then; what happened besides. */
  static String provisioned(String at, String more) {
    return """
        {phase: Active, history: [{at: "2026-12-01T%sZ", event: Provisioned, actor: leasehold}%s
        """
        .formatted(at, more)
        .strip();
  }
}
