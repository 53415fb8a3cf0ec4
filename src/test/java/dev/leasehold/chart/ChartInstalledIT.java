package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart amounts to on a real API server, once helm has installed it. */
final class ChartInstalledIT {
  private static final String RESTRICTED = "pod-security.kubernetes.io/enforce";

  private static final String UID = "2f0b1c52-3c1e-4f0a-9d6b-1f0c2a7d4e11";

  private static Lab lab;
  private static KubernetesClient operator;

  @BeforeAll
  static void install() {
    lab = Lab.start(LabOptions.ordinary());
    lab.namespace(Rendered.NAMESPACE, Map.of(RESTRICTED, "restricted"));
    lab.helm(
            "install",
            "leasehold",
            Rendered.CHART,
            "--namespace=" + Rendered.NAMESPACE,
            "--values=examples/chart/values.yaml")
        .orThrow();
    lab.awaitAllBindings();
    lab.awaitGuard();
    operator = lab.clientOf(lab.serviceAccountKubeconfig(Rendered.NAMESPACE, "leasehold-operator"));
  }

  @AfterAll
  static void stop() {
    operator.close();
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "create, '', secrets, '', payments, ''",
    "update, '', secrets, '', payments, ''",
    "delete, '', secrets, '', payments, ''",
    "list, '', secrets, '', leasehold-grants, ''",
    "create, '', serviceaccounts, '', leasehold-grants, ''",
    "create, '', serviceaccounts, token, leasehold-grants, ''",
    "create, rbac.authorization.k8s.io, rolebindings, '', shop, ''",
    "bind, rbac.authorization.k8s.io, roles, '', shop, orders-reader",
    "bind, rbac.authorization.k8s.io, clusterroles, '', shop, view",
    "update, leasehold.dev, accessrequests, status, payments, ''",
    "patch, leasehold.dev, accessrequests, status, leasehold-system, leasehold-canary",
    "patch, leasehold.dev, accessrequests, '', leasehold-system, leasehold-canary",
    "delete, leasehold.dev, accessrequests, '', leasehold-system, leasehold-canary",
    "get, apiextensions.k8s.io, customresourcedefinitions, '', '', accessrequests.leasehold.dev",
    "create, leasehold.dev, accessrecords, '', '', ''",
    "update, coordination.k8s.io, leases, '', leasehold-system, leasehold-operator",
    "list, admissionregistration.k8s.io, validatingadmissionpolicies, '', '', ''",
    "create, '', events, '', payments, ''",
    "create, leasehold.dev, accessrequests, '', leasehold-system, ''",
    "request, leasehold.dev, entitlements, '', '', leasehold-canary.canary",
  })
  void operatorMay(
      String verb, String group, String resource, String part, String namespace, String name) {
    assertThat(new Question(verb, group, resource, part, namespace, name).answerFor(operator))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "get, '', secrets, '', payments, nightly-report",
    "list, '', secrets, '', payments, ''",
    "watch, '', secrets, '', '', ''",
    "patch, '', secrets, '', payments, ''",
    "list, '', secrets, '', leasehold-system, ''",
    "deletecollection, '', secrets, '', leasehold-grants, ''",
    "create, '', serviceaccounts, '', payments, ''",
    "patch, '', serviceaccounts, '', leasehold-grants, ''",
    "create, '', serviceaccounts, token, payments, ''",
    "create, '', serviceaccounts, token, leasehold-system, leasehold-operator",
    "create, '', pods, '', leasehold-grants, ''",
    "create, '', pods, exec, shop, ''",
    "impersonate, '', serviceaccounts, '', payments, ''",
    "impersonate, '', users, '', '', ''",
    "bind, rbac.authorization.k8s.io, roles, '', shop, admin",
    "bind, rbac.authorization.k8s.io, clusterroles, '', '', cluster-admin",
    "escalate, rbac.authorization.k8s.io, roles, '', shop, orders-reader",
    "create, rbac.authorization.k8s.io, roles, '', shop, ''",
    "create, rbac.authorization.k8s.io, clusterrolebindings, '', '', ''",
    "update, leasehold.dev, accessrequests, '', payments, ''",
    "patch, leasehold.dev, accessrequests, '', payments, ''",
    "patch, leasehold.dev, accessrequests, '', leasehold-system, another",
    "delete, leasehold.dev, accessrequests, '', leasehold-system, another",
    "patch, leasehold.dev, accessrequests, status, payments, ''",
    "patch, leasehold.dev, accessrecords, status, '', ''",
    "patch, leasehold.dev, accessrecords, '', '', ''",
    "patch, coordination.k8s.io, leases, '', leasehold-system, leasehold-operator",
    "watch, admissionregistration.k8s.io, validatingadmissionpolicies, '', '', ''",
    "watch, '', secrets, '', leasehold-grants, ''",
    "create, authorization.k8s.io, subjectaccessreviews, '', '', ''",
    "update, rbac.authorization.k8s.io, rolebindings, '', shop, ''",
    "create, authentication.k8s.io, tokenreviews, '', '', ''",
    "update, apiextensions.k8s.io, customresourcedefinitions, '', '', accessrequests.leasehold.dev",
    "get, apiextensions.k8s.io, customresourcedefinitions, '', '', another.example.com",
    "delete, leasehold.dev, accessrequests, '', payments, ''",
    "patch, leasehold.dev, entitlementcatalogs, '', '', ''",
    "request, leasehold.dev, entitlements, '', '', payments.orders-reader",
    "approve, leasehold.dev, entitlements, owner, '', payments.orders-reader",
    "never-granted, leasehold.dev, entitlements, '', '', canary",
    "update, coordination.k8s.io, leases, '', leasehold-system, another",
    "update, admissionregistration.k8s.io, validatingadmissionpolicies, '', '', ''",
    "delete, admissionregistration.k8s.io, mutatingadmissionpolicybindings, '', '', ''",
  })
  void operatorMayNot(
      String verb, String group, String resource, String part, String namespace, String name) {
    assertThat(new Question(verb, group, resource, part, namespace, name).answerFor(operator))
        .isFalse();
  }

  @Test
  void operatorBindsTheCanaryAndNothingThatIsNotNamed() {
    assertThat(bind("leasehold-canary").getRoleRef().getName()).isEqualTo("leasehold-canary");
    assertThatThrownBy(() -> bind("admin"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("attempting to grant RBAC permissions not currently held");
  }

  @Test
  void podSecurityRestrictedAdmitsTheOperator() {
    Pod admitted = lab.adminClient().resource(operatorsPod(Rendered.NAMESPACE)).dryRun().create();
    assertThat(admitted.getSpec().getServiceAccountName()).isEqualTo("leasehold-operator");
  }

  @Test
  void policyOfTheNetworkAndDashboardAreWhatTheApiServerKnows() {
    Rendered odd = Rendered.with(Rendered.ODD);
    Stream.of(
            odd.only(NetworkPolicy.class, "leasehold-operator"),
            odd.only(ConfigMap.class, "leasehold-dashboard"))
        .map(object -> lab.adminClient().resource(object).dryRun().create())
        .forEach(made -> assertThat(made.getMetadata().getUid()).isNotNull());
  }

  @Test
  void namespaceOfGrantsAdmitsNoPod() {
    Pod pod =
        new PodBuilder(operatorsPod("leasehold-grants"))
            .editSpec()
            .withServiceAccountName("default")
            .endSpec()
            .build();
    Lab.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> lab.adminClient().resource(pod).dryRun().create())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageMatching(
                        "(?s).*(leasehold-no-pods|no pods run in the namespace of grants).*"));
  }

  @Test
  void secondLeaseholdInAClusterIsRefused() {
    lab.adminClient()
        .resource(new NamespaceBuilder().withNewMetadata().withName("other").endMetadata().build())
        .create();
    assertThat(lab.helm("install", "another", Rendered.CHART, "--namespace=other").stderr())
        .contains("leasehold-grants", "cannot be imported into the current release");
  }

  private static RoleBinding bind(String clusterRole) {
    RoleBinding binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("ar-" + UID + "-shop-0")
            .withNamespace(Rendered.NAMESPACE)
            .addToLabels("leasehold.dev/request-uid", UID)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", clusterRole)
            .build();
    return operator.resource(binding).dryRun().create();
  }

  private static Pod operatorsPod(String namespace) {
    PodTemplateSpec template =
        Rendered.with(Rendered.ODD)
            .only(Deployment.class, "leasehold-operator")
            .getSpec()
            .getTemplate();
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .editMetadata()
        .withName("tried")
        .withNamespace(namespace)
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }
}
