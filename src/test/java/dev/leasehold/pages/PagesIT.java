package dev.leasehold.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Helm;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands and manifests of README and the guides, in the order in which a reader meets them.
 */
@InItsOwnLab
@TestMethodOrder(OrderAnnotation.class)
final class PagesIT {
  /** The blocks that are run here, and by VaultExampleIT and VaultSetupIT. */
  static final Set<String> RUN =
      Set.of(
          "README.md sh install",
          "README.md sh ",
          "src/docs/guides/install.md sh install",
          "src/docs/guides/install.md sh check",
          "src/docs/guides/approvers.md sh ",
          "src/docs/guides/auditors.md sh ",
          "src/docs/guides/auditors.md sh admin",
          "src/docs/guides/gitops.md sh ",
          "src/docs/guides/migrate.md sh ",
          "src/docs/guides/vault.md sh delivered",
          "src/docs/guides/vault.md sh evidence",
          "src/docs/guides/vault.md sh rotate");

  private static final Page README = new Page(Page.README);
  private static final Page INSTALL = Page.guide("install");

  private static Lab lab;
  private static Operator operator;
  private static Checkout checkout;

  @BeforeAll
  static void install(@TempDir Path directory) {
    lab = Lab.start(LabOptions.ordinary());
    checkout = Checkout.in(directory, lab);
    run(People.ADMIN, README, "install");
    checkout.write("values.yaml", INSTALL.blocks("yaml", "values").getFirst().text());
    run(People.ADMIN, INSTALL, "install");
    lab.helm(
            "upgrade",
            "leasehold",
            "helm/leasehold",
            "--namespace=leasehold-system",
            "--set=kubeconfig.server=" + lab.server(),
            "--values=examples/chart/values.yaml")
        .orThrow();
    lab.awaitGuard();
    operator = Operator.start(lab);
    operator.awaitGuard();
  }

  @AfterAll
  static void stop() {
    operator.close();
    lab.close();
  }

  @Test
  @Order(1)
  void readmesRequestIsApprovedUsedEndedAndAudited() {
    assertThat(run(People.ADMIN, README, ""))
        .contains("adds shop: get configmaps named orders", "kubectl annotate", "orders   2")
        .contains("\"report\" deleted", "Ended", "RequestDeleted");
  }

  @Test
  @Order(2)
  void aCatalogIsCheckedAndBecomesReady() {
    assertThat(run(People.ADMIN, INSTALL, "check")).contains("condition met");
  }

  @Test
  @Order(3)
  void approversFindTheirWay() {
    lab.kubectl(People.ALICE, "apply", "--filename=examples/requests/").orThrow();
    for (String request : List.of("nightly-report", "shop-dashboard", "refund-worker")) {
      offered(request);
    }
    assertThat(run(People.OLGA, Page.guide("approvers"), ""))
        .contains("nightly-report", "refund-worker", "shop-dashboard annotated");
    ready("nightly-report");
    ready("shop-dashboard");
  }

  private static void offered(String request) {
    await(request, "jsonpath={.status.offer.digest}");
  }

  private static void ready(String request) {
    await(request, "condition=Ready");
  }

  private static void await(String request, String condition) {
    lab.kubectl(
            People.ADMIN,
            "wait",
            "--namespace=payments",
            "accessrequests.leasehold.dev/" + request,
            "--for=" + condition)
        .orThrow();
  }

  @Test
  @Order(4)
  void auditorsFindWhatWasGrantedAndWhatIsThere() {
    assertThat(run(People.AUDITOR, Page.guide("auditors"), ""))
        .contains("report", "alice", "olga", "Ended", "Active", " until 2");
    assertThat(run(People.ADMIN, Page.guide("auditors"), "admin"))
        .contains("cluster-admin", "leasehold-approvals", "leasehold-stamp");
  }

  @Test
  @Order(5)
  void theOtherGuidesCommandsWork() {
    assertThat(run(People.ADMIN, Page.guide("gitops"), "")).contains("0 failed");
    lab.kubectl(
            People.ADMIN,
            "create",
            "rolebinding",
            "standing",
            "--namespace=shop",
            "--role=orders-reader",
            "--serviceaccount=payments:old-export")
        .orThrow();
    assertThat(run(People.AUDITOR, Page.guide("migrate"), ""))
        .contains("FINDING", "standing", "payments/old-export");
  }

  @Test
  @Order(6)
  void manifestsAreWhatTheApiServerKnows() {
    List<Block> manifests = blocks("apply");
    assertThat(manifests).hasSizeGreaterThan(2);
    for (Block manifest : manifests) {
      Outcome outcome =
          lab.kubectlWithInput(
              People.ADMIN,
              manifest.text(),
              "apply",
              "--dry-run=server",
              "--validate=strict",
              "--filename=-");
      assertThat(outcome.stderr()).as(manifest.name()).isEmpty();
    }
  }

  @Test
  @Order(7)
  void valuesAreWhatTheChartKnows() {
    List<Block> values = blocks("values");
    assertThat(values).hasSizeGreaterThan(4);
    for (Block block : values) {
      checkout.write("values.yaml", block.text());
      Outcome outcome =
          Helm.run(
              "template",
              "l",
              "helm/leasehold",
              "--namespace=leasehold-system",
              "--values=" + checkout.directory().resolve("values.yaml"));
      assertThat(outcome.stderr()).as(block.name()).isEmpty();
    }
  }

  private static List<Block> blocks(String word) {
    return Page.all().stream().flatMap(page -> page.blocks("yaml", word).stream()).toList();
  }

  private static String run(Person person, Page page, String word) {
    try {
      return checkout.run(person, page.script(word));
    } catch (IllegalStateException e) {
      throw new IllegalStateException("requests are told:\n" + told(), e);
    }
  }

  private static String told() {
    String each = "{range .items[*]}{.metadata.name}: {.status.conditions[*].message}{'\\n'}{end}";
    return lab.kubectl(
            People.ADMIN, "get", "accessrequests.leasehold.dev", "-A", "-o=jsonpath=" + each)
        .stdout();
  }
}
