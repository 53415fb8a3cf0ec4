package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Binding;
import dev.leasehold.model.RoleRef;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;
import java.util.Optional;

/** A cluster in which there is nothing. */
public class EmptyView implements ClusterView {
  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return Optional.empty();
  }

  @Override
  public Optional<RoleFacts> role(RoleRef role, String namespace) {
    return Optional.empty();
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return false;
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return Optional.empty();
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return false;
  }

  @Override
  public List<Rival> rivals(AccessRequest request, boolean everywhere) {
    return List.of();
  }

  @Override
  public List<Held> held(String namespace) {
    return List.of();
  }

  @Override
  public List<Binding> granted(AccessRequest request) {
    return List.of();
  }

  @Override
  public List<String> debts(AccessRequest request) {
    return List.of();
  }

  @Override
  public List<Inquiry.Holding> holdings(AccessRequest request, boolean granted) {
    return List.of();
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return Facts.SecretPlace.FREE_OR_OURS;
  }
}
