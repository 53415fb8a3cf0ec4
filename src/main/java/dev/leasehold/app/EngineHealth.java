package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import dev.leasehold.lifecycle.Guard;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is a process that works or stands by; what it knows of the guard is told, but does not make
 * it unready, since endings need no guard.
 */
@Readiness
public class EngineHealth implements HealthCheck {
  private final Engine engine;

  public EngineHealth(Engine engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("engine")
        .withData("working", engine.working())
        .withData("guardLive", engine.guard() instanceof Guard.Live)
        .up()
        .build();
  }
}
