package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.policy.Facts;
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

  Optional<ServiceAccount> serviceAccount(String namespace, String name);

  /** The rules of a role as they are now, aggregated ones included. */
  Optional<List<Rule>> rules(RoleRef role, String namespace);

  /** Whether the operator itself may bind the role there. */
  boolean mayBind(RoleRef role, String namespace);

  Optional<AccessRecord> record(String name);

  /**
   * Whether a record of another request has the same namespace, name, requestId and spec digest.
   */
  boolean consumed(AccessRequest request, String specDigest);

  /** Open requests and live grants that were there before this one. */
  Facts.Usage usage(AccessRequest request);

  /** Asks what a signer may do; nobody can be asked where there is no cluster. */
  default Authority authority() {
    return Authority.SILENT;
  }

  /** Whether the Secret that the request names can be delivered to. */
  Facts.SecretPlace secret(AccessRequest request, String secretName);
}
