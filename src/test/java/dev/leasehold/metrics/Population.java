package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an operator has in memory. */
record Population(List<AccessRecord> recorded, List<AccessRequest> requested, List<String> catalogs)
    implements Promises.Source {
  static final String ENDING =
      """
      {phase: Ending, ending: {cause: Revoked, actor: mallory, at: "2026-12-01T08:30:00Z"},
       conditions: [{type: RevocationFailed, status: "True"}]}\
      """;

  /** So many grants and requests, evenly over so many catalogs. */
  static Population of(int grants, int catalogs) {
    return new Population(
        IntStream.range(0, grants)
            .mapToObj(i -> record("c" + i % catalogs, i % 2 == 0 ? "{phase: Active}" : ENDING))
            .toList(),
        IntStream.range(0, grants)
            .mapToObj(i -> request("c" + i % catalogs, "{phase: AwaitingApproval}"))
            .toList(),
        IntStream.range(0, catalogs).mapToObj(i -> "c" + i).toList());
  }

  @Override
  public Stream<AccessRecord> records() {
    return recorded.stream();
  }

  @Override
  public Stream<AccessRequest> requests() {
    return requested.stream();
  }

  /** Approved at 07:59, usable from 08:00 to 12:00. */
  static AccessRecord record(String catalog, String status) {
    return Serialization.unmarshal(
        """
        metadata: {name: ar-u, creationTimestamp: "2026-12-01T08:00:00Z"}
        spec:
          outcome: Granted
          entitlement: {catalog: %s, name: e}
          approvals: [{approver: carla, roles: [owner], offer: x, at: "2026-12-01T07:59:00.250Z"}]
          window: {start: "2026-12-01T08:00:00Z", end: "2026-12-01T12:00:00Z"}
          review: {within: 24h, onOverdue: Flag}
          targets: [{name: shop, kind: RoleBinding, backstop: none}, {name: db, kind: Vault, backstop: vault-ttl}]
        status: %s
        """
            .formatted(catalog, status),
        AccessRecord.class);
  }

  static AccessRequest request(String catalog, String status) {
    return request(catalog, status, "");
  }

  static AccessRequest request(String catalog, String status, String spec) {
    return Serialization.unmarshal(
        """
        metadata: {name: r, namespace: n, uid: u, creationTimestamp: "2026-12-01T07:00:00Z"}
        spec:
          entitlement: {catalog: %s, name: e}
          subject: {serviceAccountName: s}
          duration: 4h
          %s
        status: %s
        """
            .formatted(catalog, spec, status),
        AccessRequest.class);
  }
}
