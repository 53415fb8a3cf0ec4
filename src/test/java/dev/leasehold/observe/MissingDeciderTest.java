package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Rule;
import dev.leasehold.policy.Deciders;
import dev.leasehold.policy.Deciders.Given;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a binding of the whole cluster lets decide. */
final class MissingDeciderTest {
  private static final Rule REVIEW =
      new Rule(
          List.of("review"),
          List.of("leasehold.dev"),
          List.of("entitlements"),
          List.of("c.e"),
          List.of());

  private static ClusterRoleBinding binding(String kind, String name) {
    return new ClusterRoleBindingBuilder()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "reviewers")
        .addNewSubject(null, kind, name, null)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "User, rita, true",
    "Group, reviewers, true",
    "ServiceAccount, ci, false",
    "User, system:serviceaccount:ci:ci, false",
    "Group, system:serviceaccounts, false"
  })
  void onlyPeopleReview(String kind, String name, boolean can) {
    Given given = DeciderReader.read(binding(kind, name), List.of(REVIEW));
    assertThat(new Deciders(List.of(given)).review("c.e")).isEqualTo(can);
  }

  @Test
  void aBindingOfNobodyGivesNothing() {
    ClusterRoleBinding nobody = binding("User", "rita");
    nobody.setSubjects(null);
    assertThat(DeciderReader.read(nobody, List.of(REVIEW)).rules()).isEmpty();
    ClusterRoleBinding masters = binding("Group", "system:masters");
    assertThat(DeciderReader.read(masters, List.of(REVIEW)).rules()).isEmpty();
  }
}
