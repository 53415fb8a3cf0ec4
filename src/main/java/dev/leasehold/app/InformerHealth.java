package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Not ready is a process that has not been watching some kind for more than a minute: it does not
 * see what changes there. It is readiness and not liveness, since a restart helps neither against
 * an API server that is away nor against an object that cannot be read, and while one kind is not
 * watched access goes on being ended.
 */
@Readiness
public class InformerHealth implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(InformerHealth.class);

  /** A watch that ended in the ordinary way is back in far less. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Supplier<Stream<String>> unwatched;
  private final LongSupplier nanoTime;

  /** Since when each kind is not watched, as far as anybody has asked. */
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  @Inject
  public InformerHealth(Engine engine, Operator framework) {
    this(() -> Stream.concat(engine.unwatched().stream(), unwatched(framework)), System::nanoTime);
  }

  /**
   * @param unwatched the kinds that are not being watched now
   */
  InformerHealth(Supplier<Stream<String>> unwatched, LongSupplier nanoTime) {
    this.unwatched = unwatched;
    this.nanoTime = nanoTime;
  }

  @Override
  public HealthCheckResponse call() {
    long now = nanoTime.getAsLong();
    Collection<String> missing = unwatched.get().distinct().toList();
    since.keySet().retainAll(missing);
    HealthCheckResponseBuilder response = HealthCheckResponse.named("informers").up();
    for (String kind : missing) {
      long seconds = Duration.ofNanos(now - since.computeIfAbsent(kind, k -> now)).toSeconds();
      if (seconds > PATIENCE.toSeconds()) {
        LOG.errorf(
            "kind=%s has not been watched for %d s; its changes are not seen", kind, seconds);
        response.withData(kind, "not watched for " + seconds + " s").down();
      }
    }
    return response.build();
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Stream<String> unwatched(Operator framework) {
    Stream.Builder<String> kinds = Stream.builder();
    for (RegisteredController controller : framework.getRegisteredControllers()) {
      Map<String, InformerWrappingEventSourceHealthIndicator> sources =
          controller.getControllerHealthInfo().informerEventSourceHealthIndicators();
      for (InformerWrappingEventSourceHealthIndicator source : sources.values()) {
        Map<String, InformerHealthIndicator> informers = source.informerHealthIndicators();
        if (informers.values().stream().anyMatch(informer -> !informer.isWatching())) {
          kinds.add(controller.getConfiguration().getResourceClass().getSimpleName());
        }
      }
    }
    return kinds.build();
  }
}
