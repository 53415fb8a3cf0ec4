package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  private static final GenericKubernetesResource ONE = object("A", "one", "u1", 1);
  private static final GenericKubernetesResource TWO = object("A", "two", "u2", 1);
  private static final Fingerprint BOTH = Fingerprint.of(List.of(ONE, TWO));

  @Test
  void theOrderDoesNotMatter() {
    assertThat(Fingerprint.of(List.of(TWO, ONE))).isEqualTo(BOTH);
    assertThat(BOTH.value()).matches("[0-9a-f]{64}");
  }

  @Test
  void everythingElseDoes() {
    for (GenericKubernetesResource other :
        List.of(
            object("B", "two", "u2", 1),
            object("A", "three", "u2", 1),
            object("A", "two", "u3", 1),
            object("A", "two", "u2", 2))) {
      assertThat(Fingerprint.of(List.of(ONE, other))).isNotEqualTo(BOTH);
    }
    assertThat(Fingerprint.of(List.of(ONE))).isNotEqualTo(BOTH);
  }

  private static GenericKubernetesResource object(
      String kind, String name, String uid, long generation) {
    return new GenericKubernetesResourceBuilder()
        .withKind(kind)
        .withNewMetadata()
        .withName(name)
        .withUid(uid)
        .withGeneration(generation)
        .endMetadata()
        .build();
  }
}
