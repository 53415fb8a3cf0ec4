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
  private static final Fingerprint BOTH = Fingerprint.of(List.of(ONE, TWO), List.of());

  @Test
  void theOrderDoesNotMatter() {
    assertThat(Fingerprint.of(List.of(TWO, ONE), List.of())).isEqualTo(BOTH);
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
      assertThat(Fingerprint.of(List.of(ONE, other), List.of())).isNotEqualTo(BOTH);
    }
    assertThat(Fingerprint.of(List.of(ONE), List.of())).isNotEqualTo(BOTH);
  }

  @Test
  void whatWasNeverEditedActsSinceTheLastOfItWasMade() {
    GenericKubernetesResource early = made(object("A", "one", "u1", 1), "2026-12-01T08:00:00Z");
    GenericKubernetesResource late = made(object("A", "two", "u2", 1), "2026-12-01T09:00:00Z");
    assertThat(Fingerprint.of(List.of(late, early), List.of()).unchangedSince())
        .contains(Instant.parse("2026-12-01T09:00:03Z"));
    GenericKubernetesResource edited = made(object("A", "two", "u2", 2), "2026-12-01T07:00:00Z");
    assertThat(Fingerprint.of(List.of(early, edited), List.of()).unchangedSince()).isEmpty();
    assertThat(Fingerprint.of(List.of(early, ONE), List.of()).unchangedSince()).isEmpty();
    assertThat(Fingerprint.of(List.of(early), List.of()).undated().unchangedSince()).isEmpty();
  }

  /** A chart's upgrade edits kinds, and casts no doubt on who applied what. */
  @Test
  void kindsChangeTheGuardButNotSinceWhenItsPoliciesAct() {
    GenericKubernetesResource one = made(object("A", "one", "u1", 1), "2026-12-01T08:00:00Z");
    Fingerprint before = Fingerprint.of(List.of(one), List.of(object("K", "kind", "u9", 1)));
    Fingerprint after = Fingerprint.of(List.of(one), List.of(object("K", "kind", "u9", 2)));
    assertThat(after.value()).isNotEqualTo(before.value());
    assertThat(after.policies()).isEqualTo(before.policies());
    assertThat(after.unchangedSince()).contains(Instant.parse("2026-12-01T08:00:03Z"));
    assertThat(Fingerprint.of(List.of(TWO), List.of()).policies()).isNotEqualTo(before.policies());
  }

  @Test
  void policiesThatWereEditedOnceFollowThoseThatWereThereBefore() {
    String before = BOTH.policies();
    assertThat(after(ONE, TWO).follows(before)).as("none").isTrue();
    assertThat(after(ONE, object("A", "two", "u2", 2)).follows(before)).as("one").isTrue();
    assertThat(after(object("A", "one", "u1", 2), object("A", "two", "u2", 2)).follows(before))
        .as("each")
        .isTrue();
    assertThat(after(ONE, TWO, object("A", "new", "u3", 1)).follows(before)).as("more").isTrue();
  }

  /** What was edited twice may have been anything in between, and what was made anew nothing. */
  @Test
  void policiesThatMayHaveBeenOpenInBetweenFollowNone() {
    String before = BOTH.policies();
    assertThat(after(ONE, object("A", "two", "u2", 3)).follows(before)).as("twice").isFalse();
    assertThat(after(ONE, object("A", "two", "u2", 0)).follows(before)).as("back").isFalse();
    assertThat(after(ONE, object("A", "two", "u3", 1)).follows(before)).as("made anew").isFalse();
    assertThat(after(ONE, object("B", "two", "u2", 1)).follows(before)).as("a kind").isFalse();
    assertThat(after(ONE).follows(before)).as("gone").isFalse();
    for (String unknown :
        List.of("", "-", "0f0f", "x=1", "x=1=2", "x=y", "x=9999999999999999999")) {
      assertThat(BOTH.follows(unknown)).as(unknown).isFalse();
    }
    assertThat(Fingerprint.of(List.of(), List.of()).follows(after().policies())).isFalse();
  }

  private static Fingerprint after(GenericKubernetesResource... policies) {
    return Fingerprint.of(List.of(policies), List.of());
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
