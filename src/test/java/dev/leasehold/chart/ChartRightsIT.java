package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No role of the chart, whatever the values, holds what design.md §1.8 forbids the operator. */
final class ChartRightsIT {
  static Stream<Rendered> renderings() {
    return Stream.of(
        Rendered.with(),
        Rendered.with("--set=rbac.aggregateToStockRoles=true"),
        Rendered.with(Rendered.ODD));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void nothingIsAWildcard(Rendered chart) {
    assertThat(chart.rules())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            rule -> {
              assertThat(rule.getApiGroups()).isNotEmpty().noneMatch(s -> s.contains("*"));
              assertThat(rule.getResources()).isNotEmpty().noneMatch(s -> s.contains("*"));
              assertThat(rule.getVerbs()).isNotEmpty().noneMatch(s -> s.contains("*"));
              assertThat(rule.getNonResourceURLs()).isEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void nobodyEscalatesOrImpersonates(Rendered chart) {
    assertThat(chart.rules())
        .flatExtracting(PolicyRule::getVerbs)
        .doesNotContain("escalate", "impersonate", "deletecollection");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void virtualRightsAreLeftToTheClustersOwners(Rendered chart) {
    assertThat(chart.rules())
        .filteredOn(
            rule -> rule.getResources().stream().anyMatch(r -> r.startsWith("entitlements")))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getVerbs()).containsExactly("request");
              assertThat(rule.getResourceNames()).containsExactly("leasehold-canary.canary");
            });
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void bindIsGrantedByNameOnly(Rendered chart) {
    assertThat(chart.rules().stream().filter(rule -> rule.getVerbs().contains("bind")))
        .allSatisfy(
            rule -> {
              assertThat(rule.getVerbs()).containsExactly("bind");
              assertThat(rule.getResourceNames()).isNotEmpty();
            });
  }

  @Test
  void nothingIsBindableByDefault() {
    assertThat(Rendered.with().rules()).noneMatch(rule -> rule.getVerbs().contains("bind"));
  }

  @Test
  void namesInValuesAreExactlyWhatIsBindable() {
    ClusterRole bind =
        Rendered.with("--set=bindable.clusterRoles={view},bindable.toSubjects.clusterRoles={view}")
            .only(ClusterRole.class, "leasehold-operator-bind");
    assertThat(bind.getRules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getResources()).containsExactly("clusterroles");
              assertThat(rule.getResourceNames()).containsExactly("view");
            });
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void secretsCanBeReadInTheNamespaceOfGrantsOnly(Rendered chart) {
    assertThat(chart.all(ClusterRole.class).flatMap(role -> role.getRules().stream()))
        .filteredOn(rule -> rule.getResources().contains("secrets"))
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.getVerbs()).containsExactly("create", "update", "delete"));
    assertThat(chart.all(Role.class).filter(ChartRightsIT::readsSecrets))
        .extracting(role -> role.getMetadata().getNamespace())
        .containsExactly("leasehold-grants");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void policiesAndRolesAreReadOnly(Rendered chart) {
    Set<String> readOnly =
        Set.of(
            "roles",
            "clusterroles",
            "clusterrolebindings",
            "customresourcedefinitions",
            "validatingadmissionpolicies",
            "validatingadmissionpolicybindings",
            "mutatingadmissionpolicies",
            "mutatingadmissionpolicybindings");
    List<String> reading = List.of("get", "list", "watch");
    assertThat(chart.rules())
        .filteredOn(rule -> rule.getResources().stream().anyMatch(readOnly::contains))
        .filteredOn(rule -> !rule.getVerbs().equals(List.of("bind")))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(reading).containsAll(rule.getVerbs()));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void onlyTheOperatorIsBoundToAnything(Rendered chart) {
    assertThat(chart.all(ClusterRoleBinding.class))
        .isNotEmpty()
        .flatExtracting(ClusterRoleBinding::getSubjects)
        .allSatisfy(
            subject -> {
              assertThat(subject.getName()).isEqualTo("leasehold-operator");
              assertThat(subject.getNamespace()).isEqualTo(Rendered.NAMESPACE);
            });
  }

  /** Whoever is offboarded is so by people: the operator could not even if it wanted to. */
  @ParameterizedTest
  @MethodSource("renderings")
  void serviceAccountsAreChangedByWhoOffboardsOnly(Rendered chart) {
    Set<String> changing = Set.of("update", "patch");
    assertThat(
            Stream.concat(chart.all(ClusterRole.class), chart.all(Role.class))
                .filter(
                    role ->
                        rules(role).stream()
                            .filter(rule -> rule.getResources().contains("serviceaccounts"))
                            .flatMap(rule -> rule.getVerbs().stream())
                            .anyMatch(changing::contains)))
        .extracting(role -> role.getMetadata().getName())
        .containsExactly("leasehold-offboarder");
  }

  private static List<PolicyRule> rules(HasMetadata role) {
    return role instanceof ClusterRole wide ? wide.getRules() : ((Role) role).getRules();
  }

  private static boolean readsSecrets(Role role) {
    return role.getRules().stream()
        .anyMatch(
            rule ->
                rule.getResources().contains("secrets")
                    && rule.getVerbs().stream().anyMatch(Set.of("get", "list", "watch")::contains));
  }
}
