package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.TreeHash;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Up to where the cluster has what the log says, as far as the process before knew. */
class HandedTest {
  private static final Optional<String> NAME = Optional.of("log.example/leasehold");

  private static Optional<String> brief(String name, long size) {
    return Optional.of(new Checkpoint(name, size, TreeHash.leaf(new byte[] {1})).brief());
  }

  private static Optional<String> ours(long size) {
    return brief("log.example/leasehold", size);
  }

  @Test
  void onlyWhatWasHeededIsInTheCluster() {
    assertThat(new Handed(ours(900), ours(300)).told(NAME)).isEqualTo(300);
    assertThat(new Handed(ours(900), Optional.empty()).told(NAME))
        .as("of an earlier version, or nobody has read it")
        .isZero();
    assertThat(new Handed(Optional.empty(), ours(300)).told(NAME)).isZero();
    assertThat(new Handed(ours(900), brief("log.example/other", 300)).told(NAME)).isZero();
    assertThat(new Handed(ours(900), Optional.of("odd")).told(NAME)).isZero();
    assertThat(new Handed(ours(900), ours(300)).told(Optional.empty())).isZero();
  }
}
