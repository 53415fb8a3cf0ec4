package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.StoredRequests;
import dev.leasehold.controller.Written;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which emergencies wait for the review of which. */
class DebtsTest {
  private final StoredRequests stored = new StoredRequests();
  private final Caches caches = new Caches();
  private final Debts debts = new Debts(caches);
  private final Waiters waiters = new Waiters(caches);

  @BeforeEach
  void serve() {
    caches.requests(stored);
  }

  private AccessRequest asked(String name, String namespace, String entitlement) {
    AccessRequest request =
        Serialization.unmarshal(
            """
            metadata: {name: %1$s, namespace: %2$s, uid: u-%1$s, resourceVersion: "1"}
            spec:
              entitlement: {catalog: payments, name: %3$s}
              subject: {serviceAccountName: nightly}
              duration: 1h
              emergency: true
            status: {phase: Pending}
            """
                .formatted(name, namespace, entitlement),
            AccessRequest.class);
    stored.put(request);
    return request;
  }

  /** Its record says that it was given and that nobody has reviewed it. */
  private AccessRecord given(AccessRequest request) {
    String uid = request.getMetadata().getUid();
    ObjectNode node =
        Serialization.unmarshal(
            Serialization.asJson(
                Written.reviewed(
                    Written.granted(uid, "Active", "ServiceAccountToken"), "2026-12-02T08:00:00Z")),
            ObjectNode.class);
    ObjectNode spec = node.withObject("/spec");
    spec.put("emergency", true);
    spec.withObject("/request").put("namespace", request.getMetadata().getNamespace());
    spec.withObject("/entitlement").put("name", request.getSpec().entitlement().name());
    AccessRecord record = Serialization.unmarshal(node.toString(), AccessRecord.class);
    caches.writtenRecords().wrote(record.getMetadata().getName(), record);
    return record;
  }

  @Test
  void whatIsOwedInOneNamespaceKeepsNobodyElsewhereWaiting() {
    AccessRequest owed = asked("owed", "payments", "orders");
    AccessRequest here = asked("here", "payments", "orders");
    AccessRequest there = asked("there", "stock", "orders");
    AccessRequest other = asked("other", "payments", "refunds");
    given(owed);
    assertThat(debts.before(here)).containsExactly("ar-u-owed");
    assertThat(debts.before(there)).isEmpty();
    assertThat(debts.before(other)).isEmpty();
    assertThat(debts.before(owed)).isEmpty();
  }

  @Test
  void whoWaitsForAReviewIsFoundWhereItIsOwed() {
    asked("here", "payments", "orders");
    asked("there", "stock", "orders");
    asked("other", "payments", "refunds");
    AccessRecord record = given(asked("owed", "payments", "orders"));
    assertThat(waiters.review(record))
        .extracting(r -> r.getMetadata().getName())
        .contains("here")
        .doesNotContain("there", "other");
  }
}
