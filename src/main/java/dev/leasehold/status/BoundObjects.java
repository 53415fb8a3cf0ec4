package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.ObjectReference;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.RoleRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The very roles and namespaces that an offer is about, by UID. */
final class BoundObjects {
  private BoundObjects() {}

  /** Roles first, each once; what has no known UID is left out. */
  static List<ObjectReference> of(Entitlement entitlement) {
    List<Binding> bindings =
        entitlement.targets().stream().flatMap(target -> target.bindings().stream()).toList();
    return Stream.concat(
            bindings.stream().flatMap(BoundObjects::role),
            bindings.stream().flatMap(BoundObjects::namespace))
        .distinct()
        .toList();
  }

  private static Stream<ObjectReference> role(Binding binding) {
    @Nullable String home = binding.role().kind() == RoleRef.Kind.ROLE ? binding.namespace() : null;
    return reference(
        "rbac.authorization.k8s.io/v1",
        binding.role().kind().text(),
        home,
        binding.role().name(),
        binding.roleUid());
  }

  private static Stream<ObjectReference> namespace(Binding binding) {
    return reference("v1", "Namespace", null, binding.namespace(), binding.namespaceUid());
  }

  private static Stream<ObjectReference> reference(
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      Optional<String> uid) {
    return uid.map(known -> new ObjectReference(apiVersion, kind, namespace, name, known)).stream();
  }
}
