package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ChangesTest {
  private final List<HasMetadata> told = new ArrayList<>();

  /** Each count that a catalog shows would else have all its requests looked at. */
  @Test
  void whatOnlyAStatusSaysIsNoChange() {
    catalog(meta -> meta);
    assertThat(told).isEmpty();
  }

  @Test
  void whateverPeopleMayChangeIsOne() {
    catalog(meta -> meta.edit().withGeneration(2L).build());
    catalog(meta -> meta.edit().withLabels(Map.of("owner", "payments")).build());
    catalog(meta -> meta.edit().withAnnotations(Map.of("note", "new")).build());
    catalog(meta -> meta.edit().withDeletionTimestamp("2026-11-28T00:00:00Z").build());
    catalog(meta -> meta.edit().withUid("another").build());
    assertThat(told).hasSize(5);
  }

  @Test
  void ofWhatHasNoGenerationEveryVersionIsOne() {
    Namespace before = new Namespace();
    before.setMetadata(new ObjectMetaBuilder().withName("shop").withResourceVersion("1").build());
    Namespace after = new Namespace();
    after.setMetadata(before.getMetadata().edit().withResourceVersion("2").build());
    new Watches.Changes<>(told::add).onUpdate(before, after);
    new Watches.Changes<>(told::add).onUpdate(after, after);
    assertThat(told).containsExactly(after);
  }

  private void catalog(UnaryOperator<ObjectMeta> change) {
    ObjectMeta meta =
        new ObjectMetaBuilder()
            .withName("shop")
            .withUid("one")
            .withGeneration(1L)
            .withResourceVersion("1")
            .build();
    EntitlementCatalog before = new EntitlementCatalog();
    before.setMetadata(meta);
    EntitlementCatalog after = new EntitlementCatalog();
    after.setMetadata(change.apply(meta.edit().withResourceVersion("2").build()));
    new Watches.Changes<>(told::add).onUpdate(before, after);
  }
}
