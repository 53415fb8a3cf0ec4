package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.StoredRequests;
import dev.leasehold.controller.Written;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has just vanished tells nobody what became of it, and many may wait for that. */
class WaitersTest {
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private final Waiters waiters = new Waiters(caches);

  @BeforeEach
  void serve() {
    caches.requests(stored);
    stored.put(waiting("here", "payments", "rolf"));
    stored.put(waiting("elsewhere", "stock", "rita"));
    stored.put(waiting("unconcerned", "stock", "rolf"));
  }

  private static AccessRequest waiting(String name, String namespace, String by) {
    AccessRequest request = Written.request("u-" + name);
    request.getMetadata().setName(name);
    request.getMetadata().setNamespace(namespace);
    request.getMetadata().setAnnotations(Map.of(Keys.APPLIED_BY, by));
    ObjectNode node = Serialization.unmarshal(Serialization.asJson(request), ObjectNode.class);
    node.withObject("/status")
        .putArray("conditions")
        .addObject()
        .put("type", "Accepted")
        .put("status", "Unknown")
        .put("reason", ReasonCode.EARLIER_REQUEST_UNDECIDED.text())
        .put("message", "it waits")
        .put("lastTransitionTime", "2026-12-01T08:00:00Z");
    return Serialization.unmarshal(node.toString(), AccessRequest.class);
  }

  private Stream<String> behind(Map<String, String> annotations) {
    ObjectMeta gone =
        new ObjectMetaBuilder()
            .withNamespace("payments")
            .withName("first")
            .withUid("u-first")
            .withAnnotations(annotations)
            .build();
    return waiters.behind(gone).map(request -> request.getMetadata().getName()).distinct();
  }

  @Test
  void whoWaitedInItsNamespaceOrForWhoAskedForItIsLookedAt() {
    assertThat(behind(Map.of(Keys.APPLIED_BY, "rita"))).containsOnly("here", "elsewhere");
  }

  /** The cache keeps no more of it than its name and its UID. */
  @Test
  void whereItsGoingWasMissedAllWhoWaitAreLookedAt() {
    assertThat(behind(Map.of())).containsOnly("here", "elsewhere", "unconcerned");
  }
}
