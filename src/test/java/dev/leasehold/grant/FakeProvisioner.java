package dev.leasehold.grant;

import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A provisioner on a {@link FakeCluster}, under the same contract as the real one. */
public final class FakeProvisioner implements Provisioner {
  private static final String GRANTS = "leasehold-grants";
  private static final int GENERATIONS = 100;

  private final FakeCluster cluster;

  public FakeProvisioner(FakeCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public boolean serves(Target target) {
    return true;
  }

  @Override
  public Outcome<List<ObjectRef>> provision(Grant grant, Target target) {
    List<ObjectRef> made = new ArrayList<>();
    for (Place place : lasting(grant, target)) {
      switch (cluster.create(grant, place.kind, place.namespace, place.name)) {
        case Outcome.Done<ObjectRef>(ObjectRef ref) -> made.add(ref);
        case Outcome.Refused<ObjectRef>(Reason reason) -> {
          return new Outcome.Refused<>(reason);
        }
      }
    }
    return new Outcome.Done<>(made);
  }

  @Override
  public Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    if (target instanceof Target.RoleBinding) {
      return new Outcome.Done<>(Optional.empty());
    }
    Place place = anchor(grant, target, generation);
    cluster.delete(grant, place.kind, place.namespace, place.name);
    return switch (cluster.create(grant, place.kind, place.namespace, place.name)) {
      case Outcome.Done<ObjectRef>(ObjectRef anchor) ->
          new Outcome.Done<>(Optional.of(issued(generation, anchor, now, notAfter)));
      case Outcome.Refused<ObjectRef>(Reason reason) -> new Outcome.Refused<>(reason);
    };
  }

  @Override
  public Removal retire(Grant grant, Target target, int generation, Holdings known) {
    return delete(grant, anchor(grant, target, generation));
  }

  @Override
  public Condition inspect(Grant grant, Target target, Holdings known) {
    Stream<Place> anchors =
        known.current().stream().map(facts -> anchor(grant, target, facts.generation()));
    for (Place place : Stream.concat(lasting(grant, target).stream(), anchors).toList()) {
      Optional<ObjectRef> there = cluster.ask(place.kind, place.namespace, place.name);
      if (there.isEmpty()) {
        return new Condition.Lessened(
            new Reason(ReasonCode.BINDING_MISSING, place.name + " is missing."));
      }
      if (cluster.isWidened(there.get())) {
        return new Condition.Widened(
            new Reason(ReasonCode.WIDENED, place.name + " was made wider."));
      }
    }
    return new Condition.Intact();
  }

  @Override
  public Removal cut(Grant grant, Target target, Holdings known) {
    return delete(grant, bindings(grant, target));
  }

  @Override
  public Removal remove(Grant grant, Target target, Holdings known) {
    if (target instanceof Target.RoleBinding) {
      return new Removal.Gone("nothing else");
    }
    Stream<Place> anchors =
        IntStream.rangeClosed(1, GENERATIONS).mapToObj(each -> anchor(grant, target, each));
    return delete(grant, Stream.concat(anchors, Stream.of(account(grant, target))).toList());
  }

  private record Place(String kind, String namespace, String name) {}

  private Removal delete(Grant grant, List<Place> places) {
    List<Removal> removals = places.stream().map(place -> delete(grant, place)).toList();
    return removals.stream()
        .filter(Removal.Left.class::isInstance)
        .findFirst()
        .orElseGet(() -> new Removal.Gone("nothing is left"));
  }

  private Removal delete(Grant grant, Place place) {
    return cluster.delete(grant, place.kind, place.namespace, place.name);
  }

  private static List<Place> lasting(Grant grant, Target target) {
    return target instanceof Target.ServiceAccountToken
        ? Stream.concat(Stream.of(account(grant, target)), bindings(grant, target).stream())
            .toList()
        : bindings(grant, target);
  }

  private static List<Place> bindings(Grant grant, Target target) {
    return IntStream.range(0, target.bindings().size())
        .mapToObj(
            index ->
                new Place(
                    "RoleBinding",
                    target.bindings().get(index).namespace(),
                    stem(grant, target) + "-" + index))
        .toList();
  }

  private static Place account(Grant grant, Target target) {
    return new Place("ServiceAccount", GRANTS, stem(grant, target));
  }

  private static Place anchor(Grant grant, Target target, int generation) {
    return new Place("Secret", GRANTS, stem(grant, target) + "-" + generation);
  }

  private static String stem(Grant grant, Target target) {
    return grant.recordName() + "-" + target.name();
  }

  private static Issued issued(int generation, ObjectRef anchor, Instant now, Instant notAfter) {
    String jti = UUID.randomUUID().toString();
    byte[] token = ("token-" + jti).getBytes(StandardCharsets.UTF_8);
    return new Issued(
        new CredentialFacts(generation, jti, anchor, now, notAfter),
        new Credential(Map.of("token", token)));
  }
}
