package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.time.Instant;
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

  @Test
  void whatWasNeverEditedActsSinceTheLastOfItWasMade() {
    GenericKubernetesResource early = made(object("A", "one", "u1", 1), "2026-12-01T08:00:00Z");
    GenericKubernetesResource late = made(object("A", "two", "u2", 1), "2026-12-01T09:00:00Z");
    assertThat(Fingerprint.of(List.of(late, early)).unchangedSince())
        .contains(Instant.parse("2026-12-01T09:00:03Z"));
    GenericKubernetesResource edited = made(object("A", "two", "u2", 2), "2026-12-01T07:00:00Z");
    assertThat(Fingerprint.of(List.of(early, edited)).unchangedSince()).isEmpty();
    assertThat(Fingerprint.of(List.of(early, ONE)).unchangedSince()).isEmpty();
    assertThat(Fingerprint.of(List.of(early)).undated().unchangedSince()).isEmpty();
  }

  private static GenericKubernetesResource made(GenericKubernetesResource object, String at) {
    object.getMetadata().setCreationTimestamp(at);
    return object;
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
