package dev.leasehold.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00.900Z");

  @Test
  void revocationIsFromTheEarlierOfCauseAndEndToTheProofOfEachTarget() {
    String status =
        """
        {phase: Ended, targets: [
          {name: shop, state: Removed, removedAt: "2026-12-01T12:00:00.030Z"},
          {name: db, state: Removed}]}\
        """;
    assertThat(Latency.revoked(Population.record("c", status), NOW))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                TargetKind.RoleBinding, Duration.ofMillis(30),
                TargetKind.Vault, Duration.ofMillis(900)));
    assertThat(Latency.revoked(Population.record("c", Population.ENDING), NOW))
        .containsEntry(
            TargetKind.Vault, Duration.between(Instant.parse("2026-12-01T08:30:00Z"), NOW));
  }

  @Test
  void usableIsFromTheLastApprovalAndNotBeforeItWasWanted() {
    Instant now = Instant.parse("2026-12-01T08:00:00.300Z");
    AccessRecord record = Population.record("c", "{phase: Active}");
    assertThat(Latency.usable(record, Optional.empty(), now))
        .containsEntry(TargetKind.RoleBinding, Duration.ofMillis(60_050));
    AccessRequest later = Population.request("c", "{}", "startAt: \"2026-12-01T08:00:00Z\"");
    assertThat(Latency.usable(record, Optional.of(later), now))
        .containsEntry(TargetKind.RoleBinding, Duration.ofMillis(300));
  }
}
