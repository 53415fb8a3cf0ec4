package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Requests and records as they stand in a cluster, for tests. */
final class Written {
  static final String RECORDS = "/apis/leasehold.dev/v1alpha1/accessrecords/";
  static final String REQUESTS = "/apis/leasehold.dev/v1alpha1/namespaces/payments/accessrequests/";

  private Written() {}

  static AccessRequest request(String uid) {
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

  /** A record of a grant from 08:00 to 12:00. */
  static AccessRecord granted(String uid, String phase, String kind) {
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
}
