package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.metrics.Meters;
import dev.leasehold.model.EndCause;
import dev.leasehold.notice.Answer;
import dev.leasehold.notice.Desk;
import dev.leasehold.notice.Pace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClusterNoticesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  /** What ended without having been latched is not counted under a name of its own. */
  @Test
  void endingsAreCountedByTheApisWordsOnly() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      ClusterClock clock = new ClusterClock(() -> 0L, NOW);
      ClusterNotices notices =
          new ClusterNotices(client, new Meters(metrics), clock, nobody(clock));
      for (EndCause.Kind kind : EndCause.Kind.values()) {
        notices.ended(record("{}"), new EndCause(kind, EndCause.OPERATOR, "", NOW));
      }
      notices.ended(
          record("{ending: {cause: Withdrawn, actor: rita, at: '2026-12-01T09:00:00Z'}}"),
          new EndCause(EndCause.Kind.EXPIRED, EndCause.OPERATOR, "", NOW));
    }
    Set<String> words =
        Arrays.stream(EndingCause.values()).map(Enum::name).collect(Collectors.toSet());
    Set<String> counted =
        metrics.find("leasehold.grants.ended").counters().stream()
            .map(counter -> Objects.requireNonNull(counter.getId().getTag("cause")))
            .collect(Collectors.toSet());
    assertThat(counted).contains("Expired", "Withdrawn").isSubsetOf(words);
    assertThat(metrics.get("leasehold.grants.ended").tag("cause", "Withdrawn").counter().count())
        .isEqualTo(2);
  }

  private static Desk nobody(ClusterClock clock) {
    Desk.Station station =
        new Desk.Station(
            new NoticeCursors(new KubernetesClientBuilder().build(), "leasehold-system", Set.of()),
            consumer -> {},
            new NoticeMetrics(new Meters(new SimpleMeterRegistry())),
            Pace.USUAL);
    return new Desk(
        List.of(),
        sink -> notice -> new Answer.Taken("never asked"),
        station,
        now -> Optional.empty(),
        clock);
  }

  private static AccessRecord record(String status) {
    return Serialization.unmarshal(
        """
        metadata: {name: ar-u1, creationTimestamp: "2026-12-01T08:00:00Z"}
        spec:
          outcome: Granted
          window: {start: "2026-12-01T08:00:00Z", end: "2026-12-01T12:00:00Z"}
        status:\s"""
            + status,
        AccessRecord.class);
  }
}
