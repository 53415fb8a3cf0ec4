package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock {@code edit} everywhere does not make anybody the operator. */
final class OperatorIdentityIT {
  private static final String POLICY = "leasehold-operator-identity";
  private static final String OPERATOR = "leasehold-operator";
  private static final String EDITORS = "guard-editors";
  private static final Person EDGAR = new Person("edgar", EDITORS);

  /** As the chart's value operatorTokens.users has it. */
  private static final Person RUNNER = new Person("runner", EDITORS);

  private static final Person NODE = new Person("system:node:n1", "system:nodes", EDITORS);

  private static final Person REPLICAS =
      new Person("system:serviceaccount:kube-system:replicaset-controller", EDITORS);

  private static final String TEMPLATE =
      "serviceAccountName: %s, securityContext: {runAsNonRoot: true}, restartPolicy: %s,"
          + " containers: [{name: c, image: c}]";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
    LAB.lab()
        .kubectl(
            People.ADMIN,
            "create",
            "clusterrolebinding",
            EDITORS,
            "--clusterrole=edit",
            "--group=" + EDITORS)
        .orThrow();
    LAB.lab().awaitAllBindings();
  }

  @Test
  void onlyNodesAndWhoTheChartListsGetTheOperatorsToken() {
    for (Person who : List.of(EDGAR, People.ADMIN, Cast.WILMA)) {
      Wire.assertRefused(POLICY, () -> mint(who, OPERATOR))
          .hasMessageContaining("operatorTokens.users");
    }
    for (Person who : List.of(NODE, RUNNER)) {
      assertThat(mint(who, OPERATOR).getStatus().getToken()).isNotEmpty();
    }
    assertThat(mint(EDGAR, "default").getStatus().getToken()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes.io/service-account-token", "Opaque"})
  void noSecretMakesTheControlPlaneMintTheOperatorsToken(String type) {
    for (Person who : List.of(EDGAR, People.ADMIN)) {
      Wire.assertNotMade(POLICY, stage.as(who), secret(OPERATOR, type));
    }
    GenericKubernetesResource other = Wire.create(stage.as(EDGAR), secret("default", type));
    String change =
        "{\"metadata\": {\"annotations\": {\"kubernetes.io/service-account.name\": \"%s\"}}}"
            .formatted(OPERATOR);
    Wire.assertRefused(POLICY, () -> Wire.merge(stage.as(EDGAR), other, change));
    stage.as(EDGAR).resource(other).delete();
  }

  static Stream<String> workloads() {
    String controlled = "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, ";
    String always = TEMPLATE.formatted("%s", "Always");
    String never = TEMPLATE.formatted("%s", "Never");
    String job = "template: {spec: {%s}}".formatted(never);
    return Stream.of(
        "apiVersion: v1\nkind: Pod\n%%s\nspec: {%s}".formatted(always),
        "apiVersion: v1\nkind: ReplicationController\n%%s\nspec: {selector: {a: b}, template: {metadata: {labels: {a: b}}, spec: {%s}}}"
            .formatted(always),
        "apiVersion: apps/v1\nkind: Deployment\n%%s\nspec: {%sspec: {%s}}}"
            .formatted(controlled, always),
        "apiVersion: apps/v1\nkind: ReplicaSet\n%%s\nspec: {%sspec: {%s}}}"
            .formatted(controlled, always),
        "apiVersion: apps/v1\nkind: StatefulSet\n%%s\nspec: {serviceName: x, %sspec: {%s}}}"
            .formatted(controlled, always),
        "apiVersion: apps/v1\nkind: DaemonSet\n%%s\nspec: {%sspec: {%s}}}"
            .formatted(controlled, always),
        "apiVersion: batch/v1\nkind: Job\n%%s\nspec: {%s}".formatted(job),
        "apiVersion: batch/v1\nkind: CronJob\n%%s\nspec: {schedule: '0 0 1 1 *', jobTemplate: {spec: {%s}}}"
            .formatted(job));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void nothingRunsAsTheOperatorButItsDeployment(String workload) {
    KubernetesClient edgar = stage.as(EDGAR);
    Wire.assertRefused(POLICY, () -> tried(edgar, workload, OPERATOR))
        .hasMessageContaining("edgar may not run anything as the operator");
    tried(edgar, workload, "default");
    tried(stage.as(People.ADMIN), workload, OPERATOR);
    tried(stage.as(REPLICAS), workload, OPERATOR);
  }

  @Test
  void whoMayEditChangesNothingOfWhatTheOperatorRuns() {
    GenericKubernetesResource deployment =
        stage
            .lab()
            .adminClient()
            .resource(Wire.parse(named("apps/v1", "Deployment", OPERATOR)))
            .get();
    String image =
        "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"operator\","
            + " \"image\": \"mine\"}]}}}}";
    KubernetesClient edgar = stage.as(EDGAR);
    Wire.assertRefused(POLICY, () -> merged(edgar, deployment, image));
    merged(edgar, deployment, "{\"spec\": {\"replicas\": 2}}");
    merged(edgar, deployment, "{\"metadata\": {\"labels\": {\"seen\": \"true\"}}}");
    merged(stage.as(People.ADMIN), deployment, image);
  }

  @Test
  void whoMayEditEntersNoPodOfTheOperator() {
    String pod = workloads().findFirst().orElseThrow();
    GenericKubernetesResource its =
        Wire.create(stage.as(REPLICAS), filled(pod, OPERATOR + "-x", OPERATOR));
    ApiServer api = new ApiServer(stage.as(EDGAR));
    for (String way : List.of("exec?command=id&stdin=true", "attach?stdin=true")) {
      assertThat(api.create(path(its) + "/" + way, "{}")).isEqualTo(new Answer.RefusedBy(POLICY));
    }
    String image = "{\"spec\": {\"containers\": [{\"name\": \"c\", \"image\": \"mine\"}]}}";
    Wire.assertRefused(POLICY, () -> Wire.merge(stage.as(EDGAR), its, image));
    debugging();
    assertThat(debugged(its).stderr()).contains(POLICY, "edgar may not");
    GenericKubernetesResource another =
        Wire.create(stage.as(REPLICAS), filled(pod, "another", "default"));
    debugged(another).orThrow();
    stage.as(EDGAR).resource(another).withGracePeriod(0).delete();
    Wire.merge(stage.as(EDGAR), its, "{\"metadata\": {\"labels\": {\"seen\": \"true\"}}}");
    stage.as(EDGAR).resource(its).withGracePeriod(0).delete();
  }

  /** Stock edit has exec and attach, and no ephemeral containers. */
  private static void debugging() {
    String role = "debugs";
    stage
        .lab()
        .kubectl(
            People.ADMIN,
            "create",
            "clusterrole",
            role,
            "--verb=patch",
            "--resource=pods/ephemeralcontainers")
        .orThrow();
    stage
        .lab()
        .kubectl(
            People.ADMIN,
            "create",
            "clusterrolebinding",
            role,
            "--clusterrole=" + role,
            "--group=" + EDITORS)
        .orThrow();
    stage.lab().awaitAllBindings();
  }

  private static Outcome debugged(GenericKubernetesResource pod) {
    return stage
        .lab()
        .kubectl(
            EDGAR,
            "debug",
            "--namespace=leasehold-system",
            pod.getMetadata().getName(),
            "--image=mine",
            "--container=seen");
  }

  private static TokenRequest mint(Person who, String account) {
    return stage
        .as(who)
        .serviceAccounts()
        .inNamespace(Stage.OPERATOR_NAMESPACE)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec().build());
  }

  private static String secret(String account, String type) {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      name: of-an-account
      namespace: leasehold-system
      annotations: {kubernetes.io/service-account.name: %s}
    type: %s
    """
        .formatted(account, type);
  }

  private static GenericKubernetesResource tried(
      KubernetesClient who, String workload, String account) {
    return who.resource(Wire.parse(filled(workload, "tried", account))).dryRun().create();
  }

  private static String filled(String workload, String name, String account) {
    return workload.formatted(
        "metadata: {name: %s, namespace: leasehold-system}".formatted(name), account);
  }

  private static void merged(KubernetesClient who, GenericKubernetesResource object, String json) {
    who.resource(object).dryRun().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), json);
  }

  private static String named(String version, String kind, String name) {
    return "apiVersion: %s\nkind: %s\nmetadata: {name: %s, namespace: leasehold-system}\n"
        .formatted(version, kind, name);
  }

  private static String path(GenericKubernetesResource pod) {
    return "/api/v1/namespaces/leasehold-system/pods/" + pod.getMetadata().getName();
  }
}
