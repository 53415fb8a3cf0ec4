package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.ApprovalRule;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.model.RoleRef;
import dev.leasehold.policy.Deciders;
import dev.leasehold.policy.Deciders.Given;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of entitlements in files who is missing to decide about them, as far as files tell. */
final class FileDeciders {
  private static final String ACCOUNTS = "system:serviceaccount";

  private final Optional<Deciders> deciders;

  /** Nothing is said where no binding in the files gives anything on entitlements. */
  FileDeciders(Manifests manifests, FileRoles roles) {
    List<Given> given =
        manifests.of(FileRoles.RBAC, "ClusterRoleBinding").stream()
            .map(m -> m.as(ClusterRoleBinding.class))
            .map(binding -> given(binding, roles))
            .filter(Given::concerns)
            .toList();
    this.deciders = given.isEmpty() ? Optional.empty() : Optional.of(new Deciders(given));
  }

  /** One for each role in which nobody can approve, and likewise for requesting and reviewing. */
  List<Finding> missing(String name, Entitlement entitlement, Place place) {
    return deciders.map(d -> missing(d, name, entitlement, place)).orElse(List.of());
  }

  private static List<Finding> missing(
      Deciders deciders, String name, Entitlement entitlement, Place place) {
    List<Finding> missing = new ArrayList<>();
    if (!deciders.request(name)) {
      missing.add(note(Code.NOBODY_REQUESTS, place, "request it", "request", "", name));
    }
    rules(entitlement)
        .map(ApprovalRule::role)
        .distinct()
        .filter(role -> !deciders.approve(role, name))
        .map(
            role ->
                note(
                    Code.NOBODY_APPROVES, place, "approve as " + role, "approve", "/" + role, name))
        .forEach(missing::add);
    boolean reviewed = entitlement.review() != null || entitlement.emergency() != null;
    if (reviewed && !deciders.review(name)) {
      missing.add(note(Code.NOBODY_REVIEWS, place, "review it", "review", "", name));
    }
    return missing;
  }

  private static Stream<ApprovalRule> rules(Entitlement entitlement) {
    return Stream.concat(
        entitlement.approval().rules().stream(),
        Stream.ofNullable(entitlement.emergency()).flatMap(e -> e.approval().rules().stream()));
  }

  private static Finding note(
      Code code, Place place, String what, String verb, String role, String name) {
    return Finding.note(
        code,
        place,
        "nobody can %s: no ClusterRoleBinding in the files gives verb %s on entitlements%s (group leasehold.dev) for %s by name"
            .formatted(what, verb, role, name));
  }

  private static Given given(ClusterRoleBinding binding, FileRoles roles) {
    RoleRef role = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, binding.getRoleRef().getName());
    List<Subject> subjects = Objects.requireNonNullElse(binding.getSubjects(), List.of());
    return new Given(
        subjects.isEmpty() ? List.of() : roles.rules(role, "").orElse(List.of()),
        subjects.stream().anyMatch(FileDeciders::isPeople));
  }

  /** The guard refuses what service accounts decide. */
  private static boolean isPeople(Subject subject) {
    return !subject.getKind().equals("ServiceAccount") && !subject.getName().startsWith(ACCOUNTS);
  }
}
