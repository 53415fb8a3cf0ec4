package dev.leasehold.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** Requests and records as they stand in a cluster, for tests. */
public final class Written {
  public static final String RECORDS = "/apis/leasehold.dev/v1alpha1/accessrecords/";
  public static final String REQUESTS =
      "/apis/leasehold.dev/v1alpha1/namespaces/payments/accessrequests/";

  private Written() {}

  public static AccessRequest request(String uid) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata:
          name: report
          namespace: payments
          uid: %s
          resourceVersion: "7"
          creationTimestamp: "2026-12-01T08:00:00Z"
        spec:
          entitlement: {catalog: payments, name: orders-reader}
          subject: {serviceAccountName: nightly}
          duration: 4h
        """
            .formatted(uid),
        AccessRequest.class);
  }

  /** The same, deleted but held by a finalizer. */
  public static AccessRequest terminating(String uid) {
    AccessRequest request = request(uid);
    request.getMetadata().setDeletionTimestamp("2026-12-01T08:30:00Z");
    request.getMetadata().setFinalizers(List.of("example.com/hold"));
    return request;
  }

  /** A record of a grant from 08:00 to 12:00. */
  public static AccessRecord granted(String uid, String phase, String kind) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRecord
        metadata:
          name: ar-%1$s
          uid: r-%1$s
          resourceVersion: "8"
          creationTimestamp: "2026-12-01T08:00:00Z"
          finalizers: [leasehold.dev/ending-proved]
        spec:
          outcome: Granted
          request: {namespace: payments, name: report, uid: %1$s, requestId: "", specDigest: x}
          requester: {name: rita, claimed: false}
          applier: rita
          subject: {namespace: payments, serviceAccountName: nightly, uid: s}
          entitlement: {catalog: payments, name: orders-reader}
          window: {start: "2026-12-01T08:00:00Z", end: "2026-12-01T12:00:00Z"}
          targets:
          - name: shop
            kind: %3$s
            bindings: []
            credentialTTL: 1h
            backstop: token
          secretName: report
        status:
          phase: %2$s
        """
            .formatted(uid, phase, kind),
        AccessRecord.class);
  }

  /** The same record, which somebody has to review by then or it is revoked. */
  public static AccessRecord reviewed(AccessRecord record, String by) {
    ObjectNode node = Serialization.unmarshal(Serialization.asJson(record), ObjectNode.class);
    node.withObject("/spec/review").put("within", "1h").put("onOverdue", "Revoke");
    node.withObject("/status").put("reviewBy", by);
    return Serialization.unmarshal(node.toString(), AccessRecord.class);
  }

  /** The same record, binding the role orders-reader in the namespace shop. */
  public static AccessRecord binding(AccessRecord record) {
    ObjectNode node = Serialization.unmarshal(Serialization.asJson(record), ObjectNode.class);
    ObjectNode bound = node.withArray("/spec/targets/0/bindings").addObject();
    bound.put("namespace", "shop").putArray("rules");
    bound.putObject("roleRef").put("kind", "Role").put("name", "orders-reader");
    return Serialization.unmarshal(node.toString(), AccessRecord.class);
  }
}
