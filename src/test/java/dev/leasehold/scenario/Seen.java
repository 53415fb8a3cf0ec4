package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Binding;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Authority;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Held;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.observe.Tombstones;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A scenario's world, looked at as the operator looks at a cluster. */
record Seen(World world, Scenario scenario) implements ClusterView {
  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return world.find("EntitlementCatalog " + name, EntitlementCatalog.class);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return world.find("Namespace " + name, Namespace.class);
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return world.find("ServiceAccount " + namespace + "/" + name, ServiceAccount.class);
  }

  @Override
  public Optional<RoleFacts> role(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case ROLE ->
          world.find("Role " + namespace + "/" + role.name(), Role.class).map(RoleFacts::of);
      case CLUSTER_ROLE ->
          world.find("ClusterRole " + role.name(), ClusterRole.class).map(RoleFacts::of);
    };
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return !scenario.list("mayNotBind").contains(role.name());
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return world.find("AccessRecord " + name, AccessRecord.class);
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return world
        .records()
        .map(record -> record.getSpec().request())
        .anyMatch(
            r ->
                same(r, request)
                    && r.specDigest().equals(specDigest)
                    && !r.uid().equals(request.getMetadata().getUid()));
  }

  private static boolean same(RecordedRequest recorded, AccessRequest request) {
    return recorded.namespace().equals(request.getMetadata().getNamespace())
        && recorded.name().equals(request.getMetadata().getName())
        && recorded.requestId().equals(request.getSpec().requestId());
  }

  @Override
  public Tombstones tombstones() {
    return new Tombstones() {
      @Override
      public boolean ended(String requestUid) {
        return scenario.list("ended").contains(requestUid);
      }

      @Override
      public Optional<Freeze> offboarded(Subject identity) {
        return scenario.text("offboarded").map(said -> freeze(identity, said.split(" ", 3)));
      }
    };
  }

  private static Freeze freeze(Subject identity, String[] words) {
    return new Freeze(identity, words[1], words[2], Optional.of(Instant.parse(words[0])));
  }

  @Override
  public List<Rival> rivals(AccessRequest request, boolean everywhere) {
    Stream<Rival> live =
        world
            .records()
            .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
            .map(Seen::live);
    Stream<Rival> asking =
        IntStream.range(0, scenario.number("usage", "namespace"))
            .mapToObj(i -> asking(request, i, i < scenario.number("usage", "subject")));
    return Stream.concat(live, asking).toList();
  }

  private static Rival live(AccessRecord record) {
    return new Rival(
        RecordReader.request(record),
        new EntitlementRef(
            record.getSpec().entitlement().catalog(), record.getSpec().entitlement().name()),
        RecordReader.grant(record).subject(),
        RecordReader.askers(record, Persons.PLAIN),
        RecordReader.window(record).start(),
        new Progress.Live(RecordReader.window(record).start()));
  }

  /** Asked for the same thing before, and was offered it unless nobody has judged that yet. */
  private Rival asking(AccessRequest request, int number, boolean sameSubject) {
    String namespace = request.getMetadata().getNamespace();
    String subject = request.getSpec().subject().serviceAccountName();
    return new Rival(
        new RequestRef(namespace, "earlier-" + number, "earlier-" + number),
        new EntitlementRef(
            request.getSpec().entitlement().catalog(), request.getSpec().entitlement().name()),
        new Subject(namespace, sameSubject ? subject : "another"),
        Askers.of("somebody", "somebody"),
        Instant.EPOCH,
        Boolean.FALSE.equals(scenario.map("usage").get("judged"))
            ? new Progress.Unjudged()
            : new Progress.Offered());
  }

  @Override
  public List<Held> held(String namespace) {
    Map<String, Object> held = scenario.map("held");
    return held.isEmpty()
        ? List.of()
        : List.of(
            new Held(
                String.valueOf(held.get("by")),
                new RoleRef(RoleRef.Kind.ROLE, String.valueOf(held.get("role"))),
                Optional.of(String.valueOf(held.get("in")))));
  }

  @Override
  public List<Binding> granted(AccessRequest request) {
    return List.of();
  }

  @Override
  public Authority authority() {
    return (user, groups, question) -> new Signatory(scenario).may(user, question);
  }

  @Override
  public List<String> debts(AccessRequest request) {
    return scenario.list("debts");
  }

  @Override
  public List<Inquiry.Holding> holdings(AccessRequest request, boolean granted) {
    return List.of();
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return scenario
        .text("secret")
        .map(Facts.SecretPlace::valueOf)
        .orElse(Facts.SecretPlace.FREE_OR_OURS);
  }
}
