package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshestTest {
  private final Freshest<ConfigMap> freshest = new Freshest<>();

  private static ConfigMap at(String uid, long version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withUid(uid)
        .withResourceVersion(Long.toString(version))
        .endMetadata()
        .build();
  }

  @Test
  void whatWasNeverWrittenIsAsTheCacheHasIt() {
    assertThat(freshest.of("a", () -> Optional.empty())).isEmpty();
    assertThat(freshest.of("a", () -> Optional.of(at("u", 1)))).contains(at("u", 1));
  }

  @Test
  void whatWasWrittenCountsUntilTheCacheHasCaughtUp() {
    ConfigMap mine = freshest.wrote("a", at("u", 10));
    assertThat(freshest.of("a", () -> Optional.empty())).contains(mine);
    assertThat(freshest.of("a", () -> Optional.of(at("u", 9)))).contains(mine);
    assertThat(freshest.of("a", () -> Optional.of(at("u", 10)))).contains(at("u", 10));
    assertThat(freshest.of("a", () -> Optional.empty())).isEmpty();
  }

  @Test
  void versionsAreNumbers() {
    ConfigMap mine = freshest.wrote("a", at("u", 10));
    assertThat(freshest.of("a", () -> Optional.of(at("u", 9)))).contains(mine);
    assertThat(freshest.of("a", () -> Optional.of(at("u", 100)))).contains(at("u", 100));
  }

  @Test
  void whatWasMadeAnewUnderTheSameKeyIsNewerThanWhatWasWrittenBefore() {
    freshest.wrote("a", at("old", 10));
    assertThat(freshest.of("a", () -> Optional.of(at("new", 12)))).contains(at("new", 12));
  }

  @Test
  void anEarlierWriteDoesNotReplaceALaterOne() {
    freshest.wrote("a", at("u", 12));
    freshest.wrote("a", at("u", 11));
    assertThat(freshest.of("a", () -> Optional.of(at("u", 10)))).contains(at("u", 12));
  }

  @Test
  void whatHasLeftIsNotSeenAgainInACacheThatLags() {
    ConfigMap last = freshest.wrote("a", at("u", 10));
    freshest.leave("a", last);
    assertThat(freshest.of("a", () -> Optional.of(at("u", 9)))).isEmpty();
    assertThat(freshest.hasLeft("a", at("u", 9))).isTrue();
    assertThat(freshest.of("a", () -> Optional.empty())).isEmpty();
    assertThat(freshest.hasLeft("a", last)).isFalse();
    freshest.recall("a", last);
    assertThat(freshest.of("a", () -> Optional.of(at("u", 9)))).contains(last);
  }

  @Test
  void whatLeftIsForgottenInTheEnd() {
    for (int i = 0; i < 100; i++) {
      freshest.leave("a" + i, freshest.wrote("a" + i, at("u", 10)));
    }
    assertThat(freshest.size()).isEqualTo(100);
    for (int i = 0; i < 4; i++) {
      freshest.nextRound();
    }
    assertThat(freshest.size()).isZero();
  }

  @Test
  void whatIsForgottenIsAsTheCacheHasIt() {
    freshest.wrote("a", at("u", 10));
    freshest.forget("a");
    assertThat(freshest.of("a", () -> Optional.empty())).isEmpty();
  }
}
