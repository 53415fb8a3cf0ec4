package dev.leasehold.observe;

import dev.leasehold.model.Rule;
import dev.leasehold.policy.Deciders.Given;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Objects;

/** Reads what a binding of the whole cluster lets people and machines decide. */
public final class DeciderReader {
  private static final String ACCOUNTS = "system:serviceaccount";
  private static final String MASTERS = "system:masters";

  private DeciderReader() {}

  /**
   * What the binding gives. To those who may do everything in every cluster nobody turns.
   *
   * @param rules those of its role
   */
  public static Given read(ClusterRoleBinding binding, List<Rule> rules) {
    List<Subject> subjects =
        Objects.requireNonNullElse(binding.getSubjects(), List.<Subject>of()).stream()
            .filter(subject -> !subject.getName().equals(MASTERS))
            .toList();
    return new Given(
        subjects.isEmpty() ? List.of() : rules,
        subjects.stream().anyMatch(DeciderReader::isPeople));
  }

  /** The guard refuses what service accounts decide. */
  private static boolean isPeople(Subject subject) {
    return !subject.getKind().equals("ServiceAccount") && !subject.getName().startsWith(ACCOUNTS);
  }
}
