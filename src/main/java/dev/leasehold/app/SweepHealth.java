package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live is a process that stands by, or whose sweep goes on: one that works and has got no further
 * for a minute hangs, and is to be started anew. An API server that does not answer is no such
 * case.
 */
@Liveness
@Singleton
public class SweepHealth implements HealthCheck {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final BooleanSupplier leading;
  private final LongSupplier progress;
  private final LongSupplier nanoTime;
  private long seen = -1;
  private long since;

  /** For the engine of this process. */
  @Inject
  public SweepHealth(Engine engine) {
    this(engine::leading, engine::swept, System::nanoTime);
  }

  SweepHealth(BooleanSupplier leading, LongSupplier progress, LongSupplier nanoTime) {
    this.leading = leading;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    long now = nanoTime.getAsLong();
    long done = progress.getAsLong();
    if (!leading.getAsBoolean() || done != seen) {
      seen = done;
      since = now;
    }
    long seconds = Duration.ofNanos(now - since).toSeconds();
    return HealthCheckResponse.named("sweep")
        .withData("secondsSinceProgress", seconds)
        .status(seconds < LIMIT.toSeconds())
        .build();
  }
}
