package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.Engine;
import dev.leasehold.evidence.WitnessKey;
import dev.leasehold.grant.vault.VaultProvisioner;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.metrics.Meters;
import dev.leasehold.metrics.Metric;
import dev.leasehold.metrics.Promises;
import dev.leasehold.notice.Desk;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Shows how the process that works does. One that stands by has none of it: it knows less, and two
 * that say the same would be added up.
 */
@Singleton
public class LeaderMetrics {
  private final Meters meters;
  private final Engine engine;
  private final Desk desk;
  private final EvidenceWork evidence;
  private final VaultProvisioner vaults;
  private final Tenure tenure;
  private final InstantSource clock;

  public LeaderMetrics(
      Meters meters,
      Engine engine,
      Desk desk,
      EvidenceWork evidence,
      VaultProvisioner vaults,
      Tenure tenure,
      ClusterClock clock) {
    this.meters = meters;
    this.engine = engine;
    this.desk = desk;
    this.evidence = evidence;
    this.vaults = vaults;
    this.tenure = tenure;
    this.clock = clock;
  }

  void begin(@Observes StartupEvent event) {
    meters.gauge(Metric.LEADER, () -> one(engine.leading() && tenure.holds()));
  }

  /** To be called when this process has begun to work; it never stands by again. */
  void show() {
    Instant begun = clock.instant();
    new Promises(meters, new Known(engine), clock, System::nanoTime).show();
    meters.gauge(Metric.LEASE_AGE, this::leaseAge);
    meters.gauge(Metric.GUARD_LIVE, () -> one(engine.guard() instanceof Guard.Live));
    meters.gauge(Metric.KINDS_UNWATCHED, () -> engine.unwatched().size());
    meters.gauge(
        Metric.SWEEP_AGE,
        () -> seconds(Duration.between(engine.sweptAt().orElse(begun), clock.instant())));
    meters.gauge(Metric.EVIDENCE_WRITABLE, () -> known(evidence.works()));
    meters.gauge(Metric.EVIDENCE_WAITING, evidence::waiting);
    evidence
        .witnesses()
        .forEach(w -> meters.gauge(Metric.EVIDENCE_COSIGNED, () -> cosigned(w), w.name()));
    desk.sinks().forEach(this::show);
    vaults
        .answers()
        .forEach((name, a) -> meters.gauge(Metric.VAULT_REACHABLE, () -> answers(a), name));
  }

  private void show(String sink) {
    meters.gauge(Metric.NOTICES_WAITING, () -> desk.waiting(sink), sink);
    meters.begin(Metric.NOTICES_SENT, sink);
    meters.begin(Metric.NOTICES_FAILED, sink);
    meters.begin(Metric.NOTICES_LOST, sink);
  }

  private Number cosigned(WitnessKey witness) {
    return evidence
        .cosignedAt(witness)
        .<Number>map(at -> seconds(Duration.between(at, clock.instant())))
        .orElse(Double.NaN);
  }

  private Number leaseAge() {
    long now = System.nanoTime();
    return tenure.renewedAt().map(at -> seconds(Duration.ofNanos(now - at))).orElse(Double.NaN);
  }

  private static Number answers(Supplier<Optional<Boolean>> vault) {
    return known(vault.get());
  }

  private static Number known(Optional<Boolean> is) {
    return is.<Number>map(LeaderMetrics::one).orElse(Double.NaN);
  }

  private static Integer one(boolean is) {
    return is ? 1 : 0;
  }

  private static Double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private record Known(Engine engine) implements Promises.Source {
    @Override
    public Stream<AccessRecord> records() {
      return engine.records();
    }

    @Override
    public Stream<AccessRequest> requests() {
      return engine.requests();
    }

    @Override
    public List<String> catalogs() {
      return engine.catalogs();
    }
  }
}
