package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.model.RoleRef;
import dev.leasehold.observe.DeciderReader;
import dev.leasehold.observe.MissingDecider;
import dev.leasehold.policy.Deciders;
import dev.leasehold.policy.Deciders.Given;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.List;
import java.util.Optional;

/** Says of entitlements in files who is missing to decide about them, as far as files tell. */
final class FileDeciders {
  private final Optional<Deciders> deciders;

  /** Nothing is said where no binding in the files gives anything on entitlements. */
  FileDeciders(Manifests manifests, FileRoles roles) {
    List<Given> given =
        manifests.of(FileRoles.RBAC, "ClusterRoleBinding").stream()
            .map(m -> m.as(ClusterRoleBinding.class))
            .map(
                binding ->
                    DeciderReader.read(binding, roles.rules(role(binding), "").orElse(List.of())))
            .filter(Given::concerns)
            .toList();
    this.deciders = given.isEmpty() ? Optional.empty() : Optional.of(new Deciders(given));
  }

  /** One for each role in which nobody can approve, and likewise for requesting and reviewing. */
  List<Finding> missing(String name, Entitlement entitlement, Place place) {
    return deciders.stream()
        .flatMap(d -> MissingDecider.of(d, name, entitlement).stream())
        .map(missing -> note(missing, name, place))
        .toList();
  }

  private static Finding note(MissingDecider missing, String name, Place place) {
    Code code =
        switch (missing.act()) {
          case REQUEST -> Code.NOBODY_REQUESTS;
          case APPROVE -> Code.NOBODY_APPROVES;
          case REVIEW -> Code.NOBODY_REVIEWS;
        };
    return Finding.note(code, place, missing.sentence(name, "the files"));
  }

  private static RoleRef role(ClusterRoleBinding binding) {
    return new RoleRef(RoleRef.Kind.CLUSTER_ROLE, binding.getRoleRef().getName());
  }
}
