package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.Authority;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Held;
import dev.leasehold.observe.HoldingReader;
import dev.leasehold.observe.ProgressReader;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.observe.Tombstones;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rival;
import dev.leasehold.policy.Turn;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;
import java.util.Optional;

/** The cluster as the caches show it. */
public final class CachedView implements ClusterView {
  private final Watches watches;
  private final Caches caches;
  private final Store store;
  private final CachedRoles roles;
  private final SecretPlaces secrets;
  private final Neighbours neighbours;
  private final Debts debts;
  private final Authority authority;
  private final Tombstones tombstones;

  public CachedView(
      Watches watches,
      Caches caches,
      Store store,
      CachedRoles roles,
      SecretPlaces secrets,
      Tombstones tombstones,
      Authority authority) {
    this.watches = watches;
    this.caches = caches;
    this.store = store;
    this.roles = roles;
    this.secrets = secrets;
    this.neighbours = new Neighbours(caches);
    this.debts = new Debts(caches);
    this.tombstones = tombstones;
    this.authority = authority;
  }

  /** The same without reading what is in no cache: that is unknown then. */
  public CachedView unread() {
    return new CachedView(watches, caches, store, roles.unread(), secrets, tombstones, authority);
  }

  /** Whether the rules of this Role are in no cache. */
  public boolean isLarge(String namespace, String role) {
    return roles.isLarge(namespace, role);
  }

  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return watches.catalog(name);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return watches.namespace(name);
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return watches.account(namespace, name);
  }

  @Override
  public Optional<RoleFacts> role(RoleRef role, String namespace) {
    return roles.role(role, namespace);
  }

  @Override
  public Optional<List<Rule>> rules(RoleRef role, String namespace) {
    return roles.rules(role, namespace);
  }

  @Override
  public Optional<List<Rule>> heldRules(RoleRef role, String namespace) {
    return roles.held(role, namespace);
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return roles.rights().mayBind(role, namespace);
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return caches.record(name);
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return store.answered(request, specDigest);
  }

  @Override
  public Tombstones tombstones() {
    return tombstones;
  }

  @Override
  public List<Inquiry.Holding> holdings(AccessRequest request, boolean granted) {
    Turn own = ProgressReader.turn(request);
    return caches.newestBy(Caches.NAMESPACE, request.getMetadata().getNamespace()).stream()
        .filter(other -> other.getSpec().subject().equals(request.getSpec().subject()))
        .filter(other -> other.getStatus() == null || other.getStatus().endedAt() == null)
        .filter(other -> !other.getMetadata().getUid().equals(request.getMetadata().getUid()))
        .filter(other -> !RequestReader.isTerminating(other) || open(other))
        .filter(other -> granted ? live(other) && earlier(other, request) : turn(other).before(own))
        .sorted((one, other) -> earlier(one, other) ? -1 : 1)
        .map(other -> HoldingReader.read(other, turn(other)))
        .toList();
  }

  private Turn turn(AccessRequest other) {
    Turn turn = ProgressReader.turn(other);
    return live(other)
        ? new Turn(new Progress.Live(turn.createdAt()), turn.createdAt(), turn.uid())
        : turn;
  }

  /** Whoever has a grant has it, also where a slow cache let a later request be first. */
  private boolean live(AccessRequest other) {
    return (other.getStatus() != null && other.getStatus().record() != null) || open(other);
  }

  /** Whether what it was granted is not proved to be gone. */
  private boolean open(AccessRequest other) {
    return caches
        .record(RequestRef.recordName(other.getMetadata().getUid()))
        .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
        .isPresent();
  }

  /** An order that everybody sees alike, so that of two rivals exactly one is refused. */
  static boolean earlier(AccessRequest one, AccessRequest other) {
    int byTime =
        one.getMetadata()
            .getCreationTimestamp()
            .compareTo(other.getMetadata().getCreationTimestamp());
    return byTime < 0
        || (byTime == 0 && one.getMetadata().getUid().compareTo(other.getMetadata().getUid()) < 0);
  }

  @Override
  public List<Rival> rivals(AccessRequest request, boolean everywhere) {
    return neighbours.of(request, everywhere);
  }

  @Override
  public List<Held> held(String namespace) {
    return watches.outside().held(namespace);
  }

  @Override
  public List<Binding> granted(AccessRequest request) {
    return neighbours.granted(request);
  }

  @Override
  public List<String> debts(AccessRequest request) {
    return debts.before(request);
  }

  @Override
  public Persons persons() {
    return caches.persons();
  }

  @Override
  public Segregation segregation() {
    return caches.segregation();
  }

  @Override
  public Authority authority() {
    return authority;
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return secrets.of(request, secretName);
  }
}
