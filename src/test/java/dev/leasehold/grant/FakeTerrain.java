package dev.leasehold.grant;

import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contract's terrain without a cluster. */
final class FakeTerrain implements Terrain {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final FakeCluster cluster = new FakeCluster();
  private final FakeCluster silent = new FakeCluster();

  FakeTerrain() {
    silent.cutOff(true);
  }

  @Override
  public Provisioner provisioner() {
    return new FakeProvisioner(cluster);
  }

  @Override
  public Provisioner cutOff() {
    return new FakeProvisioner(silent);
  }

  @Override
  public Delivery delivery() {
    return new FakeDelivery(cluster);
  }

  @Override
  public Delivery deliveryCutOff() {
    return new FakeDelivery(silent);
  }

  @Override
  public Grant grant(List<Target> targets) {
    return new Grant(
        new RequestRef("payments", "nightly-report", UUID.randomUUID().toString()),
        UUID.randomUUID().toString(),
        new Subject("payments", "nightly-report"),
        UUID.randomUUID().toString(),
        targets,
        new Window(START, START.plus(Duration.ofHours(4))),
        "secret-" + UUID.randomUUID());
  }

  @Override
  public Optional<ObjectRef> find(String kind, String namespace, String name) {
    return cluster.find(kind, namespace, name);
  }

  @Override
  public ObjectRef occupy(String kind, String namespace, String name) {
    return cluster.occupy(kind, namespace, name);
  }

  @Override
  public void lose(ObjectRef ref) {
    cluster.lose(ref);
  }

  @Override
  public void hold(ObjectRef ref) {
    cluster.hold(ref);
  }

  @Override
  public void release(ObjectRef ref) {
    cluster.release(ref);
  }
}
