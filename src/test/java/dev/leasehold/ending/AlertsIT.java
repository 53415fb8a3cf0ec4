package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.chart.Alerts;
import dev.leasehold.chart.Dashboard;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Prometheus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real faults raise their alerts at a real Prometheus, and the commands of their runbooks end them.
 * Every time of the alerts is a fiftieth of the usual one.
 */
final class AlertsIT {
  private static final String SYSTEM = "leasehold-system";
  private static final String CHART = "helm/leasehold";
  private static final String SECRET = "hook";
  private static final String EVIDENCE = "evidence-key";
  private static final String NOBODY = "http://127.0.0.1:1/";

  private static final Set<String> NOT_HERE =
      Set.of("leasehold_vault_reachable", "leasehold_evidence_cosigned_age_seconds");

  private static final Pattern METRIC = Pattern.compile("\\b(leasehold|jvm|process)_[a-z_]+");

  @TempDir Path secrets;
  @TempDir Path files;
  @TempDir Path evidence;

  @Test
  void faultsRaiseAlertsAndTheCommandsOfTheirRunbooksEndThem() throws IOException {
    EvidenceLogDir log = EvidenceLogDir.in(evidence);
    Path key = log.withoutKey();
    try (Hook hook = new Hook();
        Lab lab = installed();
        Operator operator = Operator.start(lab, environment(log))) {
      operator.awaitGuard();
      try (Prometheus prometheus =
          Prometheus.start(
              files, operator, Alerts.with("prometheusRule.patiencePercent=2").file())) {
        evidenceBehind(lab, prometheus, log, key);
        Scene scene = Scene.set(lab, Terms.automatic());
        Asked held = Scene.set(lab, Terms.automatic()).asks("held", "1h").active();
        Asked frozen = scene.asks("frozen", "1h").active();
        dashboardIsAnswered(prometheus);
        finalizer(lab, prometheus, held);
        noticesThatNobodyTakes(lab, prometheus, hook);
        changeFreeze(lab, prometheus, scene, frozen);
        guardMissing(lab, prometheus);
        operatorAbsent(lab, prometheus, operator);
      }
    }
  }

  private Lab installed() throws IOException {
    Lab lab = Lab.start(LabOptions.ordinary());
    try {
      lab.namespace(SYSTEM, Map.of());
      lab.helm(
              "install",
              "leasehold",
              CHART,
              "--namespace=" + SYSTEM,
              "--set=kubeconfig.server=" + lab.server(),
              "--set=bindable.roles={orders-reader},bindable.clusterRoles={view}",
              "--set=notices.sinks[0].name=all,notices.sinks[0].secretName=" + SECRET)
          .orThrow();
      lab.kubectl(
              People.ADMIN,
              "create",
              "secret",
              "generic",
              SECRET,
              "--namespace=" + SYSTEM,
              "--from-literal=url=" + NOBODY)
          .orThrow();
      mount(lab);
      lab.awaitGuard();
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** As the kubelet does some time after a Secret was changed. */
  private void mount(Lab lab) throws IOException {
    byte[] url = mounted(lab, SECRET, "url");
    Files.write(Files.createDirectories(secrets.resolve("all")).resolve("url"), url);
  }

  private static byte[] mounted(Lab lab, String name, String key) {
    Secret secret = lab.adminClient().secrets().inNamespace(SYSTEM).withName(name).require();
    return Base64.getDecoder().decode(secret.getData().get(key));
  }

  /**
   * Each query without an error, and of metrics that this operator has; it has no Vault and no
   * witness.
   */
  private static void dashboardIsAnswered(Prometheus prometheus) {
    Map<String, String> queries = Dashboard.rendered().queries();
    assertThat(queries)
        .allSatisfy((panel, query) -> assertThat(prometheus.complaint(query)).as(panel).isEmpty());
    Set<String> names = prometheus.names();
    assertThat(queries.values())
        .filteredOn(query -> NOT_HERE.stream().noneMatch(query::contains))
        .allSatisfy(
            query ->
                assertThat(METRIC.matcher(query).results().map(MatchResult::group))
                    .isNotEmpty()
                    .isSubsetOf(names));
  }

  private Map<String, String> environment(EvidenceLogDir log) {
    Map<String, String> all = new HashMap<>(log.environment());
    all.put("LEASEHOLD_NOTICES_SECRETS", secrets.toString());
    return all;
  }

  private static void evidenceBehind(Lab lab, Prometheus prometheus, EvidenceLogDir log, Path key)
      throws IOException {
    Asked asked = Scene.set(lab, Terms.automatic()).asks("unlogged", "1h");
    fires(prometheus, "LeaseholdEvidenceBehind");
    Runbook runbook = new Runbook(lab, "evidence-behind");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .anySatisfy(c -> assertThat(c.getReason()).isEqualTo("EvidenceUnavailable")));
    assertThat(runbook.looks()).contains(asked.name());
    runbook.run("secret", Map.of("SECRET", EVIDENCE, "KEY", key.toString()));
    log.mount(mounted(lab, EVIDENCE, "key.pem"));
    ends(prometheus, "LeaseholdEvidenceBehind");
    Asked _ = asked.active();
  }

  private static void finalizer(Lab lab, Prometheus prometheus, Asked asked) {
    Held.by(asked.binding());
    asked.revoked();
    fires(prometheus, "LeaseholdAccessOverdue");
    says(prometheus, "leasehold_grants_stuck", 1);
    says(prometheus, "leasehold_grants_overdue", 1);
    Runbook runbook = new Runbook(lab, "access-overdue");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(runbook.looks())
                    .contains(Held.BY, asked.binding().require().getMetadata().getName()));
    runbook.run(
        "finalizer",
        Map.of(
            "KIND",
            "rolebinding",
            "NAME",
            asked.binding().require().getMetadata().getName(),
            "NAMESPACE",
            asked.scene().shop()));
    asked.ended(EndingCause.Withdrawn);
    ends(prometheus, "LeaseholdAccessOverdue");
  }

  private static void changeFreeze(Lab lab, Prometheus prometheus, Scene scene, Asked asked) {
    scene.apply(
        """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: change-freeze}
      spec:
        failurePolicy: Fail
        matchConstraints:
          resourceRules:
          - {apiGroups: [rbac.authorization.k8s.io], apiVersions: [v1], operations: [DELETE], resources: [rolebindings]}
        validations: [{expression: "false", message: nothing changes before the year ends}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: change-freeze}
      spec:
        policyName: change-freeze
        validationActions: [Deny]
        matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}}
      """
            .formatted(scene.shop()));
    Lab.await().until(() -> refusesDeletion(lab, asked));
    asked.revoked();
    fires(prometheus, "LeaseholdAccessOverdue");
    Runbook runbook = new Runbook(lab, "access-overdue");
    Lab.await().untilAsserted(() -> assertThat(runbook.looks()).contains("change-freeze"));
    runbook.run("freeze", Map.of("POLICY", "change-freeze"));
    asked.ended(EndingCause.Withdrawn);
    ends(prometheus, "LeaseholdAccessOverdue");
  }

  private static boolean refusesDeletion(Lab lab, Asked asked) {
    return !lab.kubectl(
            People.ADMIN,
            "delete",
            "rolebinding",
            asked.binding().require().getMetadata().getName(),
            "--namespace=" + asked.scene().shop(),
            "--dry-run=server")
        .succeeded();
  }

  private void noticesThatNobodyTakes(Lab lab, Prometheus prometheus, Hook hook)
      throws IOException {
    fires(prometheus, "LeaseholdNoticesFailing");
    assertThat(hook.taken).isEmpty();
    new Runbook(lab, "notices-failing").run("secret", Map.of("SECRET", SECRET, "URL", hook.url()));
    mount(lab);
    ends(prometheus, "LeaseholdNoticesFailing");
    Lab.await().until(() -> !hook.taken.isEmpty());
  }

  private static void guardMissing(Lab lab, Prometheus prometheus) {
    KubernetesClient admin = lab.adminClient();
    List<StatusDetails> gone =
        admin
            .admissionRegistration()
            .v1()
            .validatingAdmissionPolicyBindings()
            .withName("leasehold-approvals")
            .delete();
    assertThat(gone).isNotEmpty();
    fires(prometheus, "LeaseholdGuardMissing");
    says(prometheus, "leasehold_guard_live", 0);
    new Runbook(lab, "guard-missing").run("restore", Map.of("CHART", CHART));
    ends(prometheus, "LeaseholdGuardMissing");
  }

  /** What the kubelet would do with a deployment of no replicas is done here. */
  private static void operatorAbsent(Lab lab, Prometheus prometheus, Operator operator) {
    lab.kubectl(
            People.ADMIN,
            "scale",
            "deployments.apps/leasehold-operator",
            "--namespace=" + SYSTEM,
            "--replicas=0")
        .orThrow();
    operator.kill();
    fires(prometheus, "LeaseholdOperatorAbsent");
    assertThat(new Runbook(lab, "operator-absent").looks()).contains("0/0");
    new Runbook(lab, "operator-absent").run("start", Map.of());
    assertThat(
            lab.adminClient()
                .apps()
                .deployments()
                .inNamespace(SYSTEM)
                .withName("leasehold-operator")
                .require()
                .getSpec()
                .getReplicas())
        .isEqualTo(1);
    operator.restart();
    ends(prometheus, "LeaseholdOperatorAbsent");
  }

  private static void fires(Prometheus prometheus, String alert) {
    Lab.await().until(() -> prometheus.firing().containsKey(alert));
    Map<String, String> said = prometheus.firing().getOrDefault(alert, Map.of());
    System.out.println(alert + " fires: " + said.get("description"));
  }

  /** A scrape that failed says nothing. */
  private static void says(Prometheus prometheus, String metric, double value) {
    Lab.await().untilAsserted(() -> assertThat(prometheus.value(metric)).isEqualTo(value));
  }

  private static void ends(Prometheus prometheus, String alert) {
    Lab.await().until(() -> !prometheus.firing().containsKey(alert));
  }
}
