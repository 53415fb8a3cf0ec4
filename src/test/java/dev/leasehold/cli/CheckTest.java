package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told of requests in files before anybody applies them. */
final class CheckTest {
  @TempDir Path directory;

  @Test
  void aRequestThatTheOperatorWouldOfferIsAccepted() {
    Offline files = Offline.in(directory);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("ACCEPTED payments/nightly: payments.orders-reader; approvals: owner 1")
        .contains("1 requests, 0 refused, 0 faults")
        .doesNotContain("HOLDS");
  }

  @Test
  void aLinkThatIsNamedIsFollowed(@TempDir Path elsewhere) throws IOException {
    Offline files = Offline.in(directory);
    Path link = Files.createSymbolicLink(elsewhere.resolve("examples"), directory);
    Path _ = Files.createDirectory(directory.resolve("more"));
    Path _ = Files.createSymbolicLink(directory.resolve("more/again"), directory);
    assertThat(files.run("check", link.toString())).as(files.said()).isZero();
    assertThat(files.said()).contains("1 requests, 0 refused, 0 faults");
    Offline refused = files.with("request.yaml", Offline.REQUEST.replace("4h", "9h"));
    assertThat(refused.run("check", link.toString())).isEqualTo(1);
    assertThat(refused.said()).contains(link.resolve("request.yaml") + " (document 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duration: 4h|duration: 9h|DurationTooLong",
        "name: orders-reader|name: orders-writer|EntitlementNotFound",
        "catalog: payments|catalog: stock|CatalogNotFound",
        "serviceAccountName: nightly|serviceAccountName: daily|SubjectNotFound",
        "namespace: payments|namespace: stock|NamespaceNotFound"
      })
  void aRequestThatWouldBeRefusedOrWaitIsRefusedWithTheReason(
      String part, String other, String reason) {
    Offline files =
        Offline.in(directory).with("request.yaml", Offline.REQUEST.replace(part, other));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("REFUSED", reason, "request.yaml (document 1)");
    assertThat(files.said().lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void aRoleThatNoRecordCanHoldIsNamedWithItsNumbers() {
    String rule = "{apiGroups: [\"\"], resources: [configmaps], verbs: [get, list]}";
    String rules = String.join(", ", Collections.nCopies(129, rule));
    Offline files = Offline.in(directory).with("role.yaml", Offline.ROLE.replace(rule, rules));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("REFUSED", "RoleTooLarge", "129 rules, the limit is 128");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duration: 4h|duraton: 4h|spec.duraton: there is no such field",
        "duration: 4h|duration: 4 hours|spec.duration: does not have the form",
        "duration: 4h|duration: 4|spec.duration: is to be of type string",
        "duration: 4h|ticket: CHG-1|spec.duration: is needed",
        "duration: 4h|'duration: 4h\n  justification: |\n    one line and its break'|spec.justification: does not have the form",
        "serviceAccountName: nightly|serviceAccount: nightly|spec.subject.serviceAccount: there is"
            + " no such field",
        "v1alpha1|v1beta1|apiVersion: there is no other than leasehold.dev/v1alpha1"
      })
  void aFieldThatDoesNotFitIsNamed(String part, String other, String message) {
    Offline files =
        Offline.in(directory).with("request.yaml", Offline.REQUEST.replace(part, other));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("FAULT", "request.yaml (document 1): " + message);
  }

  /** Rules in CEL are the API server's; what only they keep out must not break the check. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request.yaml|duration: 4h|duration: 99999999999h",
        "request.yaml|duration: 4h|duration: 4h, startAt: '2026-02-31T08:00:00Z'",
        "catalog.yaml|maxDuration: 8h|maxDuration: 99999999999h",
        "catalog.yaml|rules: [{role: owner, count: 1}]|rules: []"
      })
  void whatOnlyTheApiServersRulesForbidIsAFaultAndOtherRequestsAreStillJudged(
      String file, String part, String other) {
    String text = file.equals("request.yaml") ? Offline.REQUEST : Offline.CATALOG;
    Offline files =
        Offline.in(directory)
            .with(file, text.replace(part, other.replace(", ", "\n  ")))
            .with("second.yaml", Offline.REQUEST.replace("name: nightly,", "name: second,"));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("2 requests,").doesNotContain("Exception");
    if (file.equals("request.yaml")) {
      assertThat(files.said()).contains("request.yaml (document 1): ", "ACCEPTED payments/second");
    }
  }

  @Test
  void aFaultInACatalogIsFoundToo() {
    Offline files =
        Offline.in(directory)
            .with("catalog.yaml", Offline.CATALOG.replace("maxDuration: 8h", "maxDurations: 8h"));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said())
        .contains("catalog.yaml (document 1): spec.entitlements[0].maxDurations: there is no such")
        .contains("REFUSED  payments/nightly: NotValid", "1 requests, 1 refused")
        .doesNotContain("Exception");
  }

  @Test
  void whatIsNoYamlIsAFault() {
    Offline files = Offline.in(directory).with("broken.yaml", "a: [\n");
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("FAULT", "broken.yaml", "it is no YAML");
  }

  @Test
  void aRoleThatIsNotInTheFilesIsNamed() {
    Offline files = Offline.in(directory).with("role.yaml", "");
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("Role orders-reader does not exist in namespace shop");
  }

  @Test
  void whatTheOperatorMayNotBindIsRefused() {
    Offline files = Offline.in(directory);
    Path values = directory.resolveSibling(directory.getFileName() + "-values.yaml");
    String text = "bindable: {roles: [other]}\n";
    files.with("../" + values.getFileName(), text);
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .isEqualTo(1);
    assertThat(files.said()).contains("RoleNotBindable");
  }

  @Test
  void whatIsAboveACeilingOfTheValuesIsRefused() {
    Offline files = Offline.in(directory);
    Path values = directory.resolveSibling(directory.getFileName() + "-values.yaml");
    String file = "../" + values.getFileName();
    String bindable = "bindable: {roles: [orders-reader]}\n";
    files.with(
        file, bindable + "ceilings: [{catalogs: {}, namespaces: [stock], maxDuration: 1h}]\n");
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .isEqualTo(1);
    assertThat(files.said())
        .contains("CeilingExceeded", "maxDuration is above the ceiling, which is 1h")
        .contains("target shop: namespace shop is not within the ceiling");
    files.with(file, bindable + "ceilings: [{catalogs: {}, maxDuration: 1h}]\n");
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .isEqualTo(2);
    assertThat(files.said()).contains("ceilings[0].namespaces is missing");
  }

  @Test
  void aTokenRoleThatIsNotWithinACeilingOfTheValuesIsRefused() {
    String vault =
        "    - {name: db, vault: {connection: default, tokenRole: leasehold-payments, policies:"
            + " [orders-ro], dynamicSecret: {path: database/creds/orders-ro}, credentialTTL: 1h}}\n";
    String approval = "    approval:";
    String catalog = Offline.CATALOG.replace(approval, vault + approval);
    Offline files = Offline.in(directory).with("catalog.yaml", catalog);
    Path values = directory.resolveSibling(directory.getFileName() + "-values.yaml");
    String installed =
        """
        bindable: {roles: [orders-reader]}
        vault: {connections: {default: {address: "https://vault.example.com", role: leasehold}}}
        ceilings:
        - {catalogs: {}, namespaces: [shop], vault: {connections: [default], tokenRoles: [%s]}}
        """;
    String file = "../" + values.getFileName();
    files.with(file, installed.formatted("leasehold-payments"));
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .as(files.said())
        .isZero();
    files.with(file, installed.formatted("leasehold-stock"));
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .isEqualTo(1);
    assertThat(files.said())
        .contains("CeilingExceeded")
        .contains(
            "target db: token role leasehold-payments of Vault connection default is not within");
    files.with(file, installed.formatted("\"*\""));
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .isEqualTo(2);
  }

  @Test
  void anExclusionThatHasNoEffectIsNoted() {
    String keeper =
        Offline.CATALOG
            .replace("{name: payments}", "{name: stock}")
            .replace("- name: orders-reader", "- name: keeper");
    String excluding =
        Offline.CATALOG.replace(
            "    maxDuration: 8h", "    maxDuration: 8h\n    conflictsWith: [stock.keeper]");
    Offline files =
        Offline.in(directory).with("catalog.yaml", excluding).with("stock.yaml", keeper);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("NOTE ", "stock.keeper is in another catalog and does not name payments.orders-");
    Path values = directory.resolve("values.yaml");
    String bindable = "bindable: {roles: [orders-reader]}\n";
    files.with("values.yaml", bindable + "exclusions: [[stock.keeper, payments.orders-reader]]\n");
    files.run("check", "--values", values.toString(), directory.toString());
    assertThat(files.said()).doesNotContain("NOTE ");
    files.with("catalog.yaml", Offline.CATALOG);
    files.with("values.yaml", bindable + "exclusions: [[payments.orders-reader, stock.keepr]]\n");
    files.run("check", "--values", values.toString(), directory.toString());
    assertThat(files.said()).contains("exclusions of the chart: there is no stock.keepr (yet)");
    files.with("values.yaml", bindable + "exclusions: [[stock.keeper]]\n");
    assertThat(files.run("check", "--values", values.toString(), directory.toString()))
        .isEqualTo(2);
    assertThat(files.said()).contains("--values: exclusions[0]: must have at least 2 items");
  }

  @Test
  void aRenewalThatNeverComesIsNoted() {
    String hasty =
        Offline.CATALOG.replace(
            "    maxDuration: 8h",
            "    maxDuration: 119s\n    renewal: {openBefore: 30s, maxTotal: 1h}");
    Offline files = Offline.in(directory).with("catalog.yaml", hasty);
    files.check();
    assertThat(files.said()).doesNotContain("NOTE ");
    files.with("catalog.yaml", auto(hasty));
    files.check();
    assertThat(files.said())
        .contains("NOTE ", "renewal: has no effect", "shorter than 2m are not renewed");
    files.with("catalog.yaml", auto(hasty).replace("119s", "2m"));
    files.check();
    assertThat(files.said()).doesNotContain("NOTE ");
  }

  private static String auto(String catalog) {
    return catalog.replaceAll("approval: \\{.*}\\n", "approval: {mode: Auto}\n");
  }

  @Test
  void whatFilesSayDoesNothingToATerminal() {
    Offline files =
        Offline.in(directory)
            .with(
                "request.yaml",
                Offline.REQUEST.replace("duration: 4h", "\"a\\e[2Jb\\u202E\": x\n  duration: 4h"));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("there is no such field").doesNotContain("\u001B", "\u202E");
  }

  @Test
  void aPathThatIsNotThereIsWrongUsage() {
    Offline files = Offline.in(directory);
    assertThat(files.run("check", files.path("nowhere"))).isEqualTo(2);
    assertThat(files.said()).contains("nowhere cannot be read");
    assertThat(files.run("check")).isEqualTo(2);
  }

  @Test
  void rulesOfAnAggregatedRoleAreCollected() {
    Offline files =
        Offline.in(directory)
            .with(
                "catalog.yaml",
                Offline.CATALOG.replace(
                    "kind: Role, name: orders-reader", "kind: ClusterRole, name: all"))
            .with(
                "role.yaml",
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: all}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {part: "yes"}}]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: part, labels: {part: "yes"}}
                rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
                """);
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("NeedsSensitivityCritical", "secrets");
  }
}
