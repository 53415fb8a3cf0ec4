package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leasehold.lab.Helm;
import dev.leasehold.lab.Outcome;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What helm itself says about the chart; no cluster is needed. */
final class ChartRenderIT {
  private static final String WITNESS =
      "evidence.witnesses[0].key=w.example.org+397b726c+BBl/ayPhbIUyxqvIOPrNXqeJvgx2spIDNAOb+os9No1h,evidence.witnesses[0].url=";

  private static final String TRANSIT =
      "vault.connections.d.address=https://v,vault.connections.d.role=r,evidence.enabled=true,"
          + "evidence.name=e.com/log,evidence.transit.connection=d,evidence.transit.key=k";

  @Test
  void lintFindsNothing() {
    Outcome lint = Helm.run("lint", "--strict", Rendered.CHART);
    assertThat(lint.succeeded()).as(lint.stdout() + lint.stderr()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replica=2                          | additional properties 'replica' not allowed",
        "replicas=-1                        | at '/replicas'",
        "image.digest=latest                | at '/image/digest'",
        "image.repo=x                       | at '/image': additional properties 'repo' not allowed",
        "grantsNamespace=Grants             | at '/grantsNamespace'",
        "bindable.roles={*}                 | at '/bindable/roles/0'",
        "bindable.clusterRoles={}           | at '/bindable/clusterRoles/0'",
        "bindable.everything=true           | additional properties 'everything' not allowed",
        "kubeconfig.server=http://insecure  | at '/kubeconfig/server'",
        "retention=90d                      | at '/retention'",
        "rateLimits.perNamespace.burst=0    | at '/rateLimits/perNamespace/burst'",
        "rateLimits.perRequester.rate=5     | additional properties 'rate' not allowed",
        "operatorTokens.users={a\\,b}        | at '/operatorTokens/users/0'",
        "crds.keep=false                    | additional properties 'keep' not allowed",
        "ceilings[0].maxDuration=8h         | missing property 'catalogs'",
        "ceilings[0].catalogs.matchLabels.a=b | ceilings[0].namespaces is missing; list the namespaces",
        "ceilings[0].catalogs.matchLabels.a=b,ceilings[0].namespaces={*,x} | ceilings[0].namespaces has",
        "ceilings[0].max=8h                 | at '/ceilings/0'",
        "ceilings[0].vault.tokenRoles={r}   | missing property 'connections'",
        "ceilings[0].vault.tokenRoles={*}   | at '/ceilings/0/vault/tokenRoles/0'",
        "ceilings[0].vault.tokenRoles=r     | at '/ceilings/0/vault/tokenRoles'",
        "people={a}                         | at '/people/0'",
        "people[0]={a}                      | at '/people/0'",
        "exclusions[0]={a.b}                | at '/exclusions/0'",
        "exclusions[0]={a.b,a.b}            | at '/exclusions/0'",
        "exclusions[0]={a.b,c}              | at '/exclusions/0/1'",
        "machines={a}                       | at '/machines'",
        "machines.user={a}                  | additional properties 'user' not allowed",
        "machines.users={*}                 | at '/machines/users/0'",
        "machines.users={a*b}               | at '/machines/users/0'",
        "machines.groups={a$b}              | at '/machines/groups/0'",
        "notices.sinks[0].name=a            | missing property 'url'",
        "notices.sinks[0].name=a,notices.sinks[0].url=http://h.example.com | at '/notices/sinks/0/url'",
        "notices.sinks[0].name=a,notices.sinks[0].url=https://h,notices.sinks[0].kinds={approve}"
            + " | at '/notices/sinks/0/kinds/0'",
        "notices.sinks[0].name=a,notices.sinks[0].url=https://h,notices.sinks[0].hmac=x"
            + " | additional properties 'hmac' not allowed",
        "notices.sinks[0].name=a,notices.sinks[0].url=https://h,notices.sinks[0].format=Mail,notices.sinks[0].from=a@b,notices.sinks[0].to=a@b"
            + " | notices.sinks[0].url: mail goes by smtp:// or smtps://",
        "notices.sinks[0].name=a,notices.sinks[0].url=https://h,notices.sinks[0].to=a@b"
            + " | notices.sinks[0].to is for format Mail only",
        "notices.sinks[0].name=a,notices.sinks[0].url=smtp://h,notices.sinks[0].format=Mail"
            + " | notices.sinks[0].from is missing",
        "notices.sinks[0].name=a,notices.sinks[0].url=http://a.b.svc.example.com"
            + " | at '/notices/sinks/0/url'",
        "notices.sinks[0].name=a,notices.sinks[0].url=https://h,notices.sinks[0].digest=1m"
            + " | notices.sinks[0].digest is for people",
        "notices.sinks[0].name=a,notices.sinks[0].url=https://h,notices.sinks[1].name=a,notices.sinks[1].url=https://i"
            + " | notices.sinks[1].name: \"a\" is another sink's too",
        "evidence.enabled=true,evidence.secretName=s | evidence.name is missing",
        "evidence.enabled=true,evidence.name=e/l,evidence.secretName=s,replicas=2"
            + " | evidence.accessModes must have ReadWriteMany",
        "evidence.enabled=true,evidence.name=e/l | evidence.secretName is missing; name a Secret",
        TRANSIT
            + ",evidence.secretName=s   | evidence.secretName and evidence.transit are both set",
        TRANSIT
            + ",evidence.transit.connection=other"
            + " | evidence.transit.connection: \"other\" is not in vault.connections",
        "evidence.transit.connection=d,evidence.transit.key=k"
            + " | evidence.transit is of no use without evidence.enabled",
        "evidence.transit.connection=d      | at '/evidence/transit'",
        TRANSIT + ",evidence.transit.key=a/b | at '/evidence/transit/key'",
        TRANSIT + ",evidence.transit.mount=../sys | at '/evidence/transit/mount'",
        TRANSIT + ",evidence.transit.pin=1  | additional properties 'pin' not allowed",
        TRANSIT + ",evidence.transit.earlier={x} | at '/evidence/transit/earlier/0'",
        "evidence.name=a+b                  | at '/evidence/name'",
        "evidence.witnesses[0].key=a        | missing property 'url'",
        "evidence.witnesses[0].key=a,evidence.witnesses[0].url=https://h | at '/evidence/witnesses/0/key'",
        WITNESS + "https://h/               | at '/evidence/witnesses/0/url'",
        WITNESS
            + "https://h                | evidence.witnesses is of no use without evidence.enabled",
        WITNESS
            + "https://h,evidence.enabled=true,evidence.name=e/l,evidence.secretName=s,evidence.quorum=2"
            + " | evidence.quorum exceeds the number of evidence.witnesses",
        "vault.connections.d.role=r         | missing property 'address'",
        "vault.connections.d.address=http://v,vault.connections.d.role=r | at '/vault/connections/d/address'",
        "vault.connections.d.token=t        | additional properties 'token' not allowed",
        "vault.connections.D_1.role=r       | at '/vault/connections",
        "signers[0].user=a,signers[0].keys={ssh-ed25519 AAAA} | missing property 'groups'",
        "signers[0].user=Bot-7,signers[0].groups={a},signers[0].keys={ssh-ed25519 AAAA},machines.users={bot-*}"
            + " | signers[0]: \"Bot-7\" is a machine by machines.users",
        "signers[0].user=b,signers[0].groups={a},signers[0].keys={ssh-ed25519 AAAA},machines.groups={A}"
            + " | signers[0]: \"a\" is a machine by machines.groups",
        "logLevel=loud                      | at '/logLevel'",
        "podLabels.a.b=c                    | at '/podLabels/a'",
        "grantsNamespace=leasehold-system   | \"leasehold-system\" is the release namespace",
        "bindable.toSubjects.roles={a}      | bindable.toSubjects.roles: \"a\" is not in bindable.roles",
      })
  void valueThatCannotWorkIsRefusedByName(String value, String message) {
    Outcome refused =
        Helm.run("template", "l", Rendered.CHART, "--namespace=leasehold-system", "--set=" + value);
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains(message);
  }

  @Test
  void kindsAreKeptOnRemovalAndCanBeLeftOut() {
    assertThat(Rendered.with().all(CustomResourceDefinition.class))
        .hasSize(3)
        .allSatisfy(
            crd ->
                assertThat(crd.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
    assertThat(Rendered.with("--set=crds.install=false").all(CustomResourceDefinition.class))
        .isEmpty();
  }

  @Test
  void evidenceLogHasAVolumeThatStaysAndIsOffByDefault() {
    assertThat(Rendered.with().all(PersistentVolumeClaim.class)).isEmpty();
    Rendered on =
        Rendered.with(
            "--set=evidence.enabled=true,evidence.name=e.com/log,evidence.secretName=evidence-key");
    assertThat(on.all(PersistentVolumeClaim.class))
        .singleElement()
        .satisfies(
            claim ->
                assertThat(claim.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
    DeploymentSpec operator = on.all(Deployment.class).findFirst().orElseThrow().getSpec();
    assertThat(operator.getStrategy().getType()).isEqualTo("Recreate");
    assertThat(operator.getTemplate().getSpec().getVolumes())
        .extracting(Volume::getName)
        .contains("evidence", "evidence-keys");
    assertThat(operator.getTemplate().getSpec().getContainers().getFirst().getEnv())
        .extracting(EnvVar::getName)
        .contains("LEASEHOLD_EVIDENCE_DIRECTORY", "LEASEHOLD_EVIDENCE_NAME")
        .doesNotContain("LEASEHOLD_EVIDENCE_WITNESSES");
  }

  @Test
  void aKeyInVaultReachesTheOperatorAndNoSecretIsMounted() {
    DeploymentSpec operator =
        Rendered.with("--set=" + TRANSIT).all(Deployment.class).findFirst().orElseThrow().getSpec();
    assertThat(operator.getTemplate().getSpec().getContainers().getFirst().getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(tuple("LEASEHOLD_EVIDENCE_TRANSIT", "{\"connection\":\"d\",\"key\":\"k\"}"));
    assertThat(operator.getTemplate().getSpec().getVolumes())
        .extracting(Volume::getName)
        .contains("evidence", "vault")
        .doesNotContain("evidence-keys");
  }

  @Test
  void witnessesReachTheOperatorAsTheyAreWritten() {
    Rendered on =
        Rendered.with(
            "--set=evidence.enabled=true,evidence.name=e.com/log,evidence.secretName=evidence-key",
            "--set=" + WITNESS + "https://w.example.org/a");
    DeploymentSpec operator = on.all(Deployment.class).findFirst().orElseThrow().getSpec();
    assertThat(operator.getTemplate().getSpec().getContainers().getFirst().getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(
            tuple("LEASEHOLD_EVIDENCE_QUORUM", "0"),
            tuple(
                "LEASEHOLD_EVIDENCE_WITNESSES",
                "[{\"key\":\"w.example.org+397b726c+BBl/ayPhbIUyxqvIOPrNXqeJvgx2spIDNAOb+os9No1h\","
                    + "\"url\":\"https://w.example.org/a\"}]"));
  }

  @Test
  void budgetOfDisruptionsComesWithTheSecondReplica() {
    assertThat(Rendered.with().all(PodDisruptionBudget.class)).isEmpty();
    assertThat(Rendered.with("--set=replicas=2").all(PodDisruptionBudget.class)).hasSize(1);
  }

  @Test
  void digestWinsOverTag() {
    String digest = "sha256:" + "0".repeat(64);
    Rendered rendered = Rendered.with("--set=image.tag=v1,image.digest=" + digest);
    assertThat(container(rendered).getImage()).isEqualTo("leasehold@" + digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "live", "ready"})
  void kubernetesAsksTheManagementPort(String what) {
    var operator = container(Rendered.with());
    var probe =
        switch (what) {
          case "started" -> operator.getStartupProbe();
          case "live" -> operator.getLivenessProbe();
          default -> operator.getReadinessProbe();
        };
    assertThat(probe.getHttpGet().getPath()).isEqualTo("/q/health/" + what);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
  }

  @Test
  void listsOfRolesReachTheOperator() {
    var operator = container(Rendered.with("--values=examples/chart/values.yaml"));
    assertThat(operator.getEnv())
        .anySatisfy(
            variable -> {
              assertThat(variable.getName()).isEqualTo("LEASEHOLD_BINDABLE_ROLES");
              assertThat(variable.getValue())
                  .isEqualTo("orders-reader,orders-refunder,refund-auditor,secrets-mover");
            })
        .noneMatch(variable -> variable.getName().equals("LEASEHOLD_BINDABLE_TO_SUBJECTS_ROLES"));
  }

  @Test
  void ceilingsReachTheOperatorAsTheyWereWritten() {
    var operator = container(Rendered.with("--values=examples/chart/values.yaml"));
    assertThat(operator.getEnv())
        .anySatisfy(
            variable -> {
              assertThat(variable.getName()).isEqualTo("LEASEHOLD_CEILINGS");
              assertThat(variable.getValue())
                  .contains("\"catalogs\":{\"matchLabels\":{\"domain\":\"payments\"}}")
                  .contains("\"maxDuration\":\"8h\"", "\"namespaces\":[\"shop\"]");
            });
    assertThat(container(Rendered.with()).getEnv())
        .noneMatch(variable -> variable.getName().equals("LEASEHOLD_CEILINGS"));
  }

  @Test
  void sinksOfNoticesBringTheirSecretsAndTheRightToOneConfigMap() {
    Rendered odd = Rendered.with(Rendered.ODD);
    PodSpec pod =
        odd.only(Deployment.class, "leasehold-operator").getSpec().getTemplate().getSpec();
    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .filteredOn(mount -> mount.getName().startsWith("notices-"))
        .extracting(VolumeMount::getMountPath)
        .containsExactly(
            "/var/run/secrets/leasehold.dev/notices/team",
            "/var/run/secrets/leasehold.dev/notices/owners",
            "/var/run/secrets/leasehold.dev/notices/audit");
    assertThat(pod.getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .extracting(volume -> volume.getSecret().getSecretName())
        .containsExactly("team-hook", "owners-mail", "audit-hook");
    assertThat(odd.only(ConfigMap.class, "leasehold-notices").getData()).isNullOrEmpty();
    assertThat(onConfigMaps(odd))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getResourceNames()).containsExactly("leasehold-notices");
              assertThat(rule.getVerbs()).containsExactly("get", "update");
            });
    assertThat(onConfigMaps(Rendered.with())).isEmpty();
    assertThat(Rendered.with().all(ConfigMap.class)).isEmpty();
  }

  private static List<PolicyRule> onConfigMaps(Rendered chart) {
    return chart.rules().stream()
        .filter(rule -> rule.getResources().contains("configmaps"))
        .toList();
  }

  @Test
  void eachVaultHasATokenOfItsOwnAudienceAndNoneIsMountedWithout() {
    String connections = "--set=vault.connections.";
    Rendered rendered =
        Rendered.with(
            connections + "default.address=https://vault.example",
            connections + "default.role=leasehold",
            connections + "second.address=https://second.example",
            connections + "second.role=leasehold",
            connections + "second.audience=second");
    assertThat(container(rendered).getEnv())
        .anySatisfy(
            variable -> {
              assertThat(variable.getName()).isEqualTo("LEASEHOLD_VAULT_CONNECTIONS");
              assertThat(variable.getValue())
                  .contains(
                      "\"default\":{\"address\":\"https://vault.example\",\"role\":\"leasehold\"}");
            });
    assertThat(container(rendered).getVolumeMounts())
        .anyMatch(m -> m.getMountPath().equals("/var/run/secrets/leasehold.dev/vault"));
    assertThat(tokens(rendered)).containsExactly("default for vault", "second for second");
    assertThat(tokens(Rendered.with())).isEmpty();
    assertThat(container(Rendered.with()).getEnv())
        .noneMatch(variable -> variable.getName().startsWith("LEASEHOLD_VAULT"));
  }

  private static List<String> tokens(Rendered rendered) {
    return rendered
        .only(Deployment.class, "leasehold-operator")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getVolumes()
        .stream()
        .filter(volume -> volume.getProjected() != null)
        .flatMap(volume -> volume.getProjected().getSources().stream())
        .map(VolumeProjection::getServiceAccountToken)
        .map(token -> token.getPath() + " for " + token.getAudience())
        .toList();
  }

  private static io.fabric8.kubernetes.api.model.Container container(Rendered rendered) {
    return rendered
        .only(Deployment.class, "leasehold-operator")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst();
  }
}
