package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Neighbours;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;

/** A cluster with one catalog of one entitlement, and all that it names. */
public class OneCatalog extends EmptyView {
  /** An entitlement that a person has to approve, and that each subject may have once. */
  static final String ONCE_EACH =
      "caps: {perSubject: 1}, approval: {mode: Required, rules: [{role: owner, count: 1}]}";

  private static final String CATALOG =
      """
      metadata: {name: payments, uid: c, resourceVersion: "1"}
      spec:
        owners:
          catalog: {team: a, contact: a@example.com}
          policy: {team: a, contact: a@example.com}
          provisioning: {team: a, contact: a@example.com}
        requestableFrom: {namespaceSelector: {}}
        entitlements:
        - {name: orders-reader, title: Read orders, state: Requestable, sensitivity: Moderate,
           maxDuration: 8h, targets: [{name: shop, serviceAccountToken: {credentialTTL: 1h, bindings:
           [{roleRef: {kind: Role, name: orders-reader}, namespaces: [shop]}]}}],
           evidence: Minimal, {terms}}
      """;

  private final Caches caches;
  private final EntitlementCatalog catalog;

  /**
   * @param terms what else the entitlement says
   */
  public OneCatalog(Caches caches, String terms) {
    this.caches = caches;
    this.catalog =
        Serialization.unmarshal(CATALOG.replace("{terms}", terms), EntitlementCatalog.class);
  }

  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return Optional.of(catalog);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return Optional.of(
        Serialization.unmarshal(
            "metadata: {name: %s, uid: n, labels: {a: b}}".formatted(name), Namespace.class));
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return Optional.of(
        Serialization.unmarshal("metadata: {name: nightly, uid: s}", ServiceAccount.class));
  }

  @Override
  public Optional<RoleFacts> role(RoleRef role, String namespace) {
    return Optional.of(
        new RoleFacts(
            Optional.of("role-uid"),
            List.of(
                new Rule(
                    List.of("get"), List.of(""), List.of("configmaps"), List.of(), List.of()))));
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return true;
  }

  @Override
  public List<Rival> rivals(AccessRequest request, boolean everywhere) {
    return new Neighbours(caches).of(request, everywhere);
  }
}
