package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Segregation;
import dev.leasehold.model.Subject;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;
import java.util.Optional;

/**
 * What an observation is made from: informer caches on the way, live reads when access is about to
 * be given. Empty means that it is not there; whoever cannot tell throws.
 */
public interface ClusterView {
  Optional<EntitlementCatalog> catalog(String name);

  Optional<Namespace> namespace(String name);

  /** A namespace in which access is given; what knows only the request's own takes it for there. */
  default Optional<Namespace> targetNamespace(String name) {
    return namespace(name);
  }

  Optional<ServiceAccount> serviceAccount(String namespace, String name);

  /** A role as it is now. */
  Optional<RoleFacts> role(RoleRef role, String namespace);

  /** The rules of a role as they are now, aggregated ones included. */
  default Optional<List<Rule>> rules(RoleRef role, String namespace) {
    return role(role, namespace).map(RoleFacts::rules);
  }

  /** The rules of a role that somebody holds; none if it is missing, empty if they are unknown. */
  default Optional<List<Rule>> heldRules(RoleRef role, String namespace) {
    return Optional.of(rules(role, namespace).orElse(List.of()));
  }

  /** Whether the operator itself may bind the role there. */
  boolean mayBind(RoleRef role, String namespace);

  Optional<AccessRecord> record(String name);

  /** The record of the identity's offboarding; there may be one although it was reinstated. */
  default Optional<AccessRecord> offboarding(Subject identity) {
    return record(Freeze.ref(identity).recordName());
  }

  /**
   * Whether a record of another request has the same namespace, name, requestId and spec digest.
   */
  boolean consumed(AccessRequest request, String specDigest);

  /** What is known to have ended, whatever the cluster says. */
  default Tombstones tombstones() {
    return Tombstones.NONE;
  }

  /**
   * Other open requests and live grants of its namespace.
   *
   * @param everywhere also those of whoever asks in other namespaces
   */
  List<Rival> rivals(AccessRequest request, boolean everywhere);

  /** What the service accounts of a namespace hold by bindings that are no grant's. */
  List<Held> held(String namespace);

  /** What live grants give the request's subject, its own left out. */
  List<Binding> granted(AccessRequest request);

  /** Records of other emergencies for the same entitlement there that nobody has reviewed yet. */
  List<String> debts(AccessRequest request);

  /**
   * Other open requests and live grants of the same subject, earliest first. What came later does
   * not count, except that live grants go before open requests, and what was offered before what
   * was not: who has access is not cut by somebody's new request.
   *
   * @param granted whether the request itself has access already
   */
  List<Inquiry.Holding> holdings(AccessRequest request, boolean granted);

  /** By what people are compared. */
  default Persons persons() {
    return Persons.PLAIN;
  }

  /** What nobody is to hold together, whatever catalogs say. */
  default Segregation segregation() {
    return Segregation.NONE;
  }

  /** What must not be held together, as catalogs and the chart have it. */
  default Exclusions exclusions() {
    return new Exclusions(this::catalog, segregation());
  }

  /** Asks what a signer may do; nobody can be asked where there is no cluster. */
  default Authority authority() {
    return Authority.SILENT;
  }

  /** Whether the Secret that the request names can be delivered to. */
  Facts.SecretPlace secret(AccessRequest request, String secretName);
}
