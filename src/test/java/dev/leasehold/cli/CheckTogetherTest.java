package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told of catalogs that nobody asks, and of requests that are in the way of others. */
final class CheckTogetherTest {
  private static final String SECOND = Offline.REQUEST.replace("{name: nightly,", "{name: other,");

  @TempDir Path directory;

  @Test
  void requestsThatExcludeEachOtherAreNotBothAccepted() {
    String audit =
        entitlement("orders-audit")
            .replace("    sens", "    conflictsWith: [payments.orders-reader]\n    sens");
    Offline files =
        Offline.in(directory)
            .with("catalog.yaml", Offline.CATALOG + audit)
            .with("second.yaml", SECOND.replace("name: orders-reader", "name: orders-audit"));
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said())
        .contains("ACCEPTED payments/nightly", "REFUSED  payments/other: ConflictingAccess")
        .contains("2 requests, 1 refused");
  }

  @Test
  void moreThanACapLetsHaveAreNotAllAccepted() {
    Offline files =
        Offline.in(directory)
            .with(
                "catalog.yaml",
                Offline.CATALOG.replace("    sens", "    caps: {perNamespace: 1}\n    sens"))
            .with("second.yaml", SECOND);
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("ACCEPTED payments/nightly", "REFUSED  payments/other: ");
  }

  /** Unless it is said who applies all, two requests are two people's. */
  @Test
  void requestsOfDifferentPeopleDoNotUseUpEachOthersPlaces() {
    Offline files =
        Offline.in(directory)
            .with(
                "catalog.yaml",
                Offline.CATALOG.replace("    sens", "    caps: {perRequester: 1}\n    sens"))
            .with("second.yaml", SECOND);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.run("check", "--applier", "alice", directory.toString())).isEqualTo(1);
    assertThat(files.said()).contains("REFUSED  payments/other: ", "alice");
  }

  @Test
  void requestsThatDeliverIntoOneSecretAreNoted() {
    Offline files =
        Offline.in(directory)
            .with("request.yaml", Offline.REQUEST + "  secretName: token\n")
            .with("second.yaml", SECOND + "  secretName: token\n");
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said()).contains("NOTE: delivers into the same Secret as nightly");
  }

  @Test
  void whatIsDefinedTwiceIsNoted() {
    Offline files = Offline.in(directory).with("second.yaml", Offline.CATALOG);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("EntitlementCatalog payments is also in", "catalog.yaml (document 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: orders-reader}, namespaces|name: orders-writer}, namespaces|RoleNotFound",
        "rules: [{role: owner, count: 1}]|rules: [{role: owner, count: 1, when: 'request.x > 1'}]|there is no field x",
        "evidence: Minimal|evidence: Regulated|Regulated",
        "rules: [{role: owner, count: 1}]|rules: []|NotValid"
      })
  void anEntitlementThatNobodyCouldRequestIsFoundWithoutARequest(
      String part, String other, String why) {
    Offline files =
        Offline.in(directory)
            .with("request.yaml", "")
            .with("catalog.yaml", Offline.CATALOG.replace(part, other));
    assertThat(files.run("check", "--catalogs-only", directory.toString())).isEqualTo(1);
    assertThat(files.said())
        .contains("CLOSED   ", "entitlement payments.orders-reader: ", why)
        .contains("1 entitlements, 1 closed");
  }

  @Test
  void aDraftIsLookedAtAsIfItWereMeant() {
    String draft =
        Offline.CATALOG
            .replace("state: Requestable", "state: Draft")
            .replace(
                "maxDuration: 8h",
                "maxDuration: 8h\n    policies: [{name: p, message: m, expression: 'request.x'}]");
    Offline files = Offline.in(directory).with("request.yaml", "").with("catalog.yaml", draft);
    assertThat(files.run("check", "--catalogs-only", directory.toString()))
        .as(files.said())
        .isZero();
    assertThat(files.said()).contains("NOTE ", "entitlement payments.orders-reader: ");
  }

  @Test
  void whereThereIsNothingToJudgeTheGateIsNotGreen() {
    Offline files = Offline.in(directory).with("request.yaml", "");
    assertThat(files.check()).isEqualTo(2);
    assertThat(files.said()).contains("there is no AccessRequest in the files");
    assertThat(files.run("check", "--catalogs-only", directory.toString())).isZero();
    files.with("catalog.yaml", "");
    assertThat(files.run("check", "--catalogs-only", directory.toString())).isEqualTo(2);
  }

  @Test
  void whatARequestWouldGiveIsPrinted() {
    Offline files = Offline.in(directory);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said()).contains("adds shop: get, list configmaps in namespace shop");
  }

  /** As kubectl reads them; quoted they are text. */
  @Test
  void whatKubectlTakesForABooleanIsNoText() {
    String catalog = Offline.CATALOG.replace("contact: iam@example.com", "contact: y");
    Offline files = Offline.in(directory).with("catalog.yaml", catalog);
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("spec.owners.policy.contact: is to be of type string");
    files.with("catalog.yaml", catalog.replace("contact: y", "contact: 'y'"));
    assertThat(files.check()).as(files.said()).isZero();
  }

  @Test
  void whatATemplateMadeOfANumberIsNoted() {
    Offline files =
        Offline.in(directory)
            .with("request.yaml", Offline.REQUEST.replace("\"1\"", "\"2.0261128e+07\""));
    files.check();
    assertThat(files.said())
        .contains("spec.requestId: \"2.0261128e+07\" looks like a number that a template");
  }

  @Test
  void aPrefixThatKustomizeDoesNotPutBeforeTheSubjectIsNoted() {
    String kustomization = "namePrefix: team-a-\nresources: [request.yaml]\n";
    Offline files = Offline.in(directory).with("kustomization.yaml", kustomization);
    files.check();
    assertThat(files.said())
        .contains("NOTE ", "does not rename spec.subject.serviceAccountName", "nameReference");
    files.with("kustomization.yaml", kustomization + "configurations: [names.yaml]\n");
    files.check();
    assertThat(files.said()).doesNotContain("nameReference");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bindabel: {roles: [orders-reader]}|bindabel: there is no such field",
        "bindable: {roles: orders-reader}|bindable.roles: ",
        "signers: 5|signers: ",
        "retention: 3 days|retention: ",
        "replicas: no|replicas: "
      })
  void valuesThatHelmWouldRefuseAreWrongUsage(String values, String message) {
    Offline files = Offline.in(directory).with("../odd-values.yaml", values + "\n");
    assertThat(run(files, "../odd-values.yaml")).isEqualTo(2);
    assertThat(files.said()).contains("--values: " + message);
  }

  @Test
  void valuesAreLaidOverThoseOfTheChart() {
    Offline files =
        Offline.in(directory)
            .with("../odd-values.yaml", "bindable: {roles: [orders-reader], namespaces: null}\n");
    assertThat(run(files, "../odd-values.yaml")).isEqualTo(1);
    assertThat(files.said()).contains("NamespaceNotBindable");
    files.with("../odd-values.yaml", "bindable: {roles: [orders-reader]}\n");
    assertThat(run(files, "../odd-values.yaml")).as(files.said()).isZero();
    String shop = Offline.CATALOG.replace("namespaces: [shop]", "namespaces: [leasehold-grants]");
    files.with("catalog.yaml", shop);
    files.with("role.yaml", Offline.ROLE.replace("namespace: shop", "namespace: leasehold-grants"));
    assertThat(run(files, "../odd-values.yaml")).isEqualTo(1);
    assertThat(files.said()).contains("NamespaceNotBindable");
  }

  private int run(Offline files, String values) {
    return files.run("check", "--values", files.path(values), directory.toString());
  }

  private static String entitlement(String name) {
    return Offline.CATALOG
        .substring(Offline.CATALOG.indexOf("  - name: orders-reader"))
        .replace("- name: orders-reader", "- name: " + name);
  }
}
