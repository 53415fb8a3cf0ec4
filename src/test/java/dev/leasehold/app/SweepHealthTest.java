package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class SweepHealthTest {
  private final AtomicBoolean leading = new AtomicBoolean();
  private final AtomicLong progress = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong(-7_000_000_000L);
  private final SweepHealth health = new SweepHealth(leading::get, progress::get, nanos::get);

  private Status after(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    return health.call().getStatus();
  }

  @Test
  void whoeverStartsOrStandsByIsLiveForAsLongAsItTakes() {
    assertThat(after(0)).isEqualTo(Status.UP);
    assertThat(after(3600)).isEqualTo(Status.UP);
    leading.set(true);
    assertThat(after(59)).isEqualTo(Status.UP);
  }

  @Test
  void whoeverWorksIsLiveAsLongAsItsSweepGoesOn() {
    leading.set(true);
    for (int i = 0; i < 10; i++) {
      progress.incrementAndGet();
      assertThat(after(50)).isEqualTo(Status.UP);
    }
    assertThat(after(59)).isEqualTo(Status.UP);
    assertThat(after(1)).isEqualTo(Status.DOWN);
    assertThat(after(600)).isEqualTo(Status.DOWN);
    progress.incrementAndGet();
    assertThat(after(1)).isEqualTo(Status.UP);
  }
}
