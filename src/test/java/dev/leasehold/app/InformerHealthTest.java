package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class InformerHealthTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private List<String> unwatched = List.of();
  private final InformerHealth health = new InformerHealth(() -> unwatched.stream(), nanos::get);

  @Test
  void aKindThatIsNotWatchedForAMinuteIsNamed() {
    assertThat(after(0)).isEqualTo(Status.UP);
    unwatched = List.of("EntitlementCatalog", "EntitlementCatalog");
    assertThat(after(0)).isEqualTo(Status.UP);
    assertThat(after(60)).isEqualTo(Status.UP);
    assertThat(after(1)).isEqualTo(Status.DOWN);
    assertThat(health.call().getData().orElseThrow())
        .containsOnlyKeys("EntitlementCatalog")
        .containsValue("not watched for 61 s");
  }

  @Test
  void aWatchThatComesBackIsForgiven() {
    unwatched = List.of("Role");
    assertThat(after(0)).isEqualTo(Status.UP);
    assertThat(after(90)).isEqualTo(Status.DOWN);
    unwatched = List.of();
    assertThat(after(1)).isEqualTo(Status.UP);
    unwatched = List.of("Role");
    assertThat(after(1)).isEqualTo(Status.UP);
  }

  private Status after(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    return health.call().getStatus();
  }
}
