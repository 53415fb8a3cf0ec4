package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.chart.Alerts;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.Prometheus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link AlertsIT}, for what happens to few: the sweep may not list, Vault is sealed, nobody
 * reviews, and two installations share a cluster. Every time of the alerts is a hundredth of the
 * usual one; that of the sweep a tenth, since it takes 15 s from one round to the next.
 */
@InItsOwnLab
final class RareFaultsIT {
  private static final String SYSTEM = "leasehold-system";
  private static final String OTHER = "leasehold-two";
  private static final String OPERATOR = "leasehold-operator";
  private static final String CHART = "helm/leasehold";
  private static final Person REVIEWER = new Person("ending-reviewer", "ending-reviewers");

  private static final String KEY =
      "{name: reader, title: Key, state: Requestable, sensitivity: Low, maxDuration: 8h, targets:"
          + " [{name: key, vault: {connection: default, tokenRole: leasehold-payments, policies:"
          + " [partner-key], token: {}, credentialTTL: 1h}}], approval: {mode: Auto}, evidence:"
          + " Minimal}";

  @TempDir Path files;

  @Test
  void faultsRaiseAlertsAndTheCommandsOfTheirRunbooksEndThem() {
    Alerts alerts = Alerts.with("prometheusRule.patiencePercent=1");
    Alerts sweeps = Alerts.with("prometheusRule.patiencePercent=10");
    try (Lab lab = installed();
        Operator operator = Operator.start(lab, Map.of("POD_NAME", "one"))) {
      operator.awaitGuard();
      String rules = alerts.except("LeaseholdSweepStalled", sweeps).file();
      try (Prometheus prometheus = Prometheus.start(files, operator, rules)) {
        Asked reviewed = Scene.set(lab, Terms.reviewed()).asks("reviewed", "1h").active();
        Scene vaults = Scene.set(lab, Terms.automatic());
        vaults.apply(Terms.catalog(vaults.name(), KEY));
        Asked held = vaults.asks("held", "1h").active();
        mayNotList(lab);
        vaultSealed(lab, prometheus, held);
        sweepStalled(lab, prometheus);
        nobodyReviews(lab, prometheus, reviewed);
        twoLeaders(lab, prometheus, operator);
      }
    }
  }

  private static Lab installed() {
    Lab lab = Lab.start(LabOptions.ordinary().withVault());
    try {
      lab.namespace(SYSTEM, Map.of());
      lab.helm(
              "install",
              "leasehold",
              CHART,
              "--namespace=" + SYSTEM,
              "--set=kubeconfig.server=" + lab.server(),
              "--set=bindable.roles={orders-reader}",
              "--set-json=vault.connections=" + lab.vault().connections())
          .orThrow();
      lab.awaitGuard();
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** Somebody thought that nobody needs it. */
  private static void mayNotList(Lab lab) {
    ClusterRole _ =
        lab.adminClient()
            .rbac()
            .clusterRoles()
            .withName(OPERATOR)
            .edit(
                role -> {
                  role.getRules().stream()
                      .filter(rule -> rule.getResources().equals(List.of("rolebindings")))
                      .forEach(rule -> rule.getVerbs().remove("list"));
                  return role;
                });
  }

  private static void vaultSealed(Lab lab, Prometheus prometheus, Asked held) {
    says(prometheus, "leasehold_vault_reachable");
    lab.vault().seal();
    held.revoked();
    fires(prometheus, "LeaseholdVaultUnreachable");
    Runbook runbook = new Runbook(lab, "vault-unreachable");
    Lab.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(runbook.looks()).contains("ar-" + held.uid(), "is sealed"));
    Outcome status = runbook.tries("status");
    assertThat(status.exitCode()).as(status.stderr()).isEqualTo(2);
    assertThat(status.stdout()).containsPattern("Sealed +true");
    String _ = runbook.run("unseal", Map.of("UNSEAL_KEY", lab.vault().unsealKey()));
    held.ended(EndingCause.Withdrawn);
    ends(prometheus, "LeaseholdVaultUnreachable");
  }

  private static void sweepStalled(Lab lab, Prometheus prometheus) {
    fires(prometheus, "LeaseholdSweepStalled");
    Runbook runbook = new Runbook(lab, "sweep-stalled");
    assertThat(
            lab.kubectl(
                    People.ADMIN,
                    "auth",
                    "can-i",
                    "list",
                    "rolebindings.rbac.authorization.k8s.io",
                    "--all-namespaces",
                    "--as=system:serviceaccount:leasehold-system:leasehold-operator")
                .stdout())
        .startsWith("no");
    String _ = runbook.run("restore", Map.of("CHART", CHART));
    ends(prometheus, "LeaseholdSweepStalled");
  }

  private static void nobodyReviews(Lab lab, Prometheus prometheus, Asked reviewed) {
    fires(prometheus, "LeaseholdReviewsOverdue");
    says(prometheus, "sum(leasehold_reviews_overdue)");
    Runbook runbook = new Runbook(lab, "reviews-overdue");
    assertThat(runbook.looks())
        .contains(reviewed.scene().name() + "/" + reviewed.name(), "shop@example.com");
    String _ =
        runbook.runAs(
            REVIEWER,
            "review",
            Map.of("NAME", reviewed.name(), "NAMESPACE", reviewed.scene().name()));
    ends(prometheus, "LeaseholdReviewsOverdue");
    assertThat(reviewed.recorded().phase()).isEqualTo(RecordPhase.Active);
  }

  /** The second has a Lease of its own, and has taken the first one's rights and policies. */
  private static void twoLeaders(Lab lab, Prometheus prometheus, Operator one) {
    installedAgain(lab);
    try (Operator two = Operator.start(lab, OTHER, Map.of("POD_NAME", "two"))) {
      prometheus.scrapes(Map.of(SYSTEM, one, OTHER, two));
      fires(prometheus, "LeaseholdTwoLeaders");
      Runbook runbook = new Runbook(lab, "two-leaders");
      assertThat(runbook.looks()).contains(SYSTEM, OTHER, "one", "two");
      String _ = runbook.run("stop", Map.of("NAMESPACE", OTHER));
      assertThat(deployment(lab, OTHER).getSpec().getReplicas()).isZero();
      // As the kubelet does.
      two.kill();
      ends(prometheus, "LeaseholdTwoLeaders");
      says(prometheus, "sum(leasehold_leader)");
      String _ = runbook.run("restore", Map.of("CHART", CHART));
      one.awaitGuard();
    }
  }

  /**
   * As a tool does that renders charts and applies them. Helm itself would refuse: what is there
   * once in a cluster belongs to the other release.
   */
  private static void installedAgain(Lab lab) {
    lab.namespace(OTHER, Map.of());
    String rendered =
        lab.helm(
                "template",
                "leasehold",
                CHART,
                "--namespace=" + OTHER,
                "--set=kubeconfig.server=" + lab.server(),
                "--set=bindable.roles={orders-reader}")
            .orThrow()
            .stdout();
    lab.kubectlWithInput(
            People.ADMIN,
            rendered,
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager=gitops",
            "--filename=-")
        .orThrow();
    lab.awaitAllBindings();
  }

  private static Deployment deployment(Lab lab, String namespace) {
    return lab.adminClient()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(OPERATOR)
        .require();
  }

  private static void fires(Prometheus prometheus, String alert) {
    Lab.await().until(() -> prometheus.firing().containsKey(alert));
    Map<String, String> said = prometheus.firing().getOrDefault(alert, Map.of());
    System.out.println(alert + " fires: " + said.get("description"));
  }

  /** That it is one, as soon as it was scraped. */
  private static void says(Prometheus prometheus, String metric) {
    Lab.await().untilAsserted(() -> assertThat(prometheus.value(metric)).isEqualTo(1));
  }

  private static void ends(Prometheus prometheus, String alert) {
    Lab.await().until(() -> !prometheus.firing().containsKey(alert));
  }
}
