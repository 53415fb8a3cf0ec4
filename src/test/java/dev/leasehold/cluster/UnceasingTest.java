package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.controller.FakeApi;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps an informer from its work does so only for a time. */
class UnceasingTest {
  private final FakeApi api = new FakeApi();
  private final SharedIndexInformer<EntitlementCatalog> informer =
      Watches.unceasing(api.client().resources(EntitlementCatalog.class));

  @AfterEach
  void close() {
    informer.stop();
    api.close();
  }

  @Test
  void aFirstListThatFailsIsFollowedByAnother() {
    api.failing("GET", 500);
    goesOn();
  }

  @Test
  void aListThatCannotBeReadIsFollowedByAnother() {
    api.put(
        "/apis/leasehold.dev/v1alpha1/entitlementcatalogs/odd",
        java.util.Map.of("metadata", java.util.Map.of("name", "odd"), "spec", "not an object"));
    goesOn();
  }

  private void goesOn() {
    Object _ = informer.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.calls.stream().filter(c -> c.startsWith("GET")).count() > 2);
    assertThat(informer.stopped().toCompletableFuture()).isNotDone();
  }
}
