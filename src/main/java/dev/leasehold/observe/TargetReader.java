package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.RoleBindingTarget;
import dev.leasehold.api.v1alpha1.ServiceAccountTokenTarget;
import dev.leasehold.api.v1alpha1.VaultTarget;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Resolves the targets of an entitlement to the rules that their roles have now. */
public final class TargetReader {
  private final ClusterView view;
  private final Bindable bindable;
  private final VaultTargetReader vaults;

  TargetReader(ClusterView view, Bindable bindable) {
    this.view = view;
    this.bindable = bindable;
    this.vaults = new VaultTargetReader(bindable.vaults());
  }

  /** Thrown within this room only: the target cannot be offered. */
  static final class Unready extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Unready(ReasonCode code, String message) {
      super(code.text(), null, false, false);
      this.reason = new Reason(code, message);
    }

    Reason reason() {
      return reason;
    }
  }

  Target read(EntitlementTarget target) throws Unready {
    ServiceAccountTokenTarget token = target.serviceAccountToken();
    if (token != null) {
      return new Target.ServiceAccountToken(
          target.name(),
          bindings(target.name(), token.bindings(), false),
          Durations.parse(token.credentialTTL()),
          token.audiences());
    }
    RoleBindingTarget binding = target.roleBinding();
    if (binding != null) {
      return new Target.RoleBinding(
          target.name(), bindings(target.name(), binding.bindings(), true));
    }
    VaultTarget vault = target.vault();
    if (vault != null) {
      return vaults.read(target.name(), vault);
    }
    throw new Unready(
        ReasonCode.UNSUPPORTED_TARGET,
        "target " + target.name() + ": its kind is not supported by this version; remove it");
  }

  private List<Binding> bindings(
      String target, List<dev.leasehold.api.v1alpha1.Binding> bindings, boolean toSubject)
      throws Unready {
    List<Binding> resolved = new ArrayList<>();
    for (dev.leasehold.api.v1alpha1.Binding binding : bindings) {
      RoleRef role = role(binding.roleRef());
      if (toSubject && !bindable.toSubjects(role)) {
        throw new Unready(
            ReasonCode.ROLE_NOT_BINDABLE,
            where(target, role)
                + " may not be bound to workloads' own accounts; add it to the chart's"
                + " bindable.toSubjects, or use a serviceAccountToken target");
      }
      for (String namespace : binding.namespaces()) {
        bindable(target, role, namespace);
        RoleFacts found = find(target, role, namespace);
        resolved.add(
            new Binding(
                role,
                found.uid(),
                namespace,
                uid(target, namespace),
                found.rules(),
                found.gathered()));
      }
    }
    return resolved;
  }

  private void bindable(String target, RoleRef role, String namespace) throws Unready {
    if (bindable.isReserved(namespace) || !bindable.in(namespace)) {
      throw new Unready(
          ReasonCode.NAMESPACE_NOT_BINDABLE,
          where(target, role)
              + ": nothing is bound in namespace "
              + namespace
              + (bindable.isReserved(namespace)
                  ? ", which is the cluster's or Leasehold's own; name another"
                  : "; add it to the chart's bindable.namespaces, or name another"));
    }
  }

  private RoleFacts find(String target, RoleRef role, String namespace) throws Unready {
    Optional<RoleFacts> found = view.role(role, namespace);
    if (found.isEmpty()) {
      throw new Unready(
          ReasonCode.ROLE_NOT_FOUND,
          where(target, role)
              + (role.kind() == RoleRef.Kind.ROLE
                  ? " does not exist in namespace " + namespace
                  : " does not exist")
              + "; create it");
    }
    if (!view.mayBind(role, namespace)) {
      throw new Unready(
          ReasonCode.ROLE_NOT_BINDABLE,
          where(target, role)
              + " may not be bound by the operator; add it to the chart's bindable roles");
    }
    return found.get();
  }

  /** The namespaces in which the catalog gives access, each once. */
  public static List<String> namespaces(EntitlementCatalog catalog) {
    return catalog.getSpec().entitlements().stream()
        .flatMap(entitlement -> entitlement.targets().stream())
        .flatMap(TargetReader::written)
        .flatMap(binding -> binding.namespaces().stream())
        .distinct()
        .toList();
  }

  private static Stream<dev.leasehold.api.v1alpha1.Binding> written(EntitlementTarget target) {
    return Stream.concat(
        Stream.ofNullable(target.serviceAccountToken()).flatMap(t -> t.bindings().stream()),
        Stream.ofNullable(target.roleBinding()).flatMap(t -> t.bindings().stream()));
  }

  /** A namespace that is being deleted takes no new bindings. */
  private Optional<String> uid(String target, String namespace) throws Unready {
    Optional<ObjectMeta> there =
        view.targetNamespace(namespace)
            .map(Namespace::getMetadata)
            .filter(meta -> meta.getDeletionTimestamp() == null);
    if (there.isEmpty()) {
      throw new Unready(
          ReasonCode.TARGET_NAMESPACE_NOT_FOUND,
          "target "
              + target
              + ": namespace "
              + namespace
              + " does not exist or is being deleted; create it");
    }
    return Optional.ofNullable(there.get().getUid());
  }

  private static String where(String target, RoleRef role) {
    return "target " + target + ": " + role.kind().text() + " " + role.name();
  }

  static RoleRef role(dev.leasehold.api.v1alpha1.RoleRef role) {
    return new RoleRef(
        switch (role.kind()) {
          case null ->
              throw new IllegalStateException(
                  "role " + role.name() + " is of a kind that this version does not know");
          case Role -> RoleRef.Kind.ROLE;
          case ClusterRole -> RoleRef.Kind.CLUSTER_ROLE;
        },
        role.name());
  }
}
