package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples as a reader applies them: each step by the person whom the text names. */
final class ExamplesIT {
  private static Lab lab;
  private static Operator operator;

  @BeforeAll
  static void apply() {
    lab = Lab.start(LabOptions.ordinary());
    lab.helm(
            "install",
            "leasehold",
            Rendered.CHART,
            "--namespace=" + Rendered.NAMESPACE,
            "--create-namespace",
            "--values=examples/chart/values.yaml")
        .orThrow();
    operator = Operator.start(lab);
    Lab.await().ignoreExceptions().untilAsserted(() -> apply(People.ADMIN, "examples/"));
    Lab.await().ignoreExceptions().untilAsserted(ExamplesIT::guardStampsWhoApplies);
  }

  @AfterAll
  static void stop() {
    operator.close();
    lab.close();
  }

  @Test
  void requestsAreAcceptedFromTheirRequester() {
    assertThat(apply(People.ALICE, "examples/requests/").lines())
        .hasSize(9)
        .allSatisfy(line -> assertThat(line).startsWith("accessrequest.leasehold.dev/"));
  }

  @Test
  void requestFromTheGitOpsControllerNamesWhoCommittedIt() {
    String request = apply(People.GITOPS, "examples/gitops/", "--output=yaml");
    assertThat(request)
        .contains("leasehold.dev/applied-by: gitops", "leasehold.dev/requested-by: alice");
  }

  @Test
  void requestForTooLongIsRejectedWithTheLongestThatWouldWork() {
    Example export = asked("archive-export").awaits(RequestPhase.Rejected);
    export.says("Accepted", "at most 8h");
  }

  @Test
  void ordinaryRequestIsUsableOnceItsOwnerApproved() {
    asked("nightly-report").approvedBy(People.OLGA).awaits(RequestPhase.Active);
    lab.awaitRoleBindings();
    Secret delivered =
        lab.adminClient().secrets().inNamespace("payments").withName("nightly-report-access").get();
    try (KubernetesClient workload = lab.clientOf(lab.tokenKubeconfig(token(delivered)))) {
      assertThat(workload.configMaps().inNamespace("shop").withName("orders").get()).isNotNull();
      assertThatThrownBy(() -> workload.configMaps().inNamespace("shop").list())
          .hasMessageContaining("forbidden");
    }
  }

  @Test
  void sensitiveRequestTakesItsOwnerAndSecurity() {
    Example refund = asked("refund-worker").approvedBy(People.OLGA);
    refund.says("Approved", "owner 1 of 1, security 0 of 1");
    refund.approvedBy(People.SVEN).awaits(RequestPhase.Active);
    apply(People.ALICE, "examples/conflict/");
    Example audit = new Example(lab, "refund-audit").awaits(RequestPhase.Rejected);
    audit.says("Accepted", "payments.orders-refunder", "refund-worker");
  }

  @Test
  void emergencyIsApprovedBySecurityAloneAndOwedAReview() {
    Example emergency = asked("orders-emergency").approvedBy(People.SVEN);
    emergency.awaits(RequestPhase.Active);
    emergency.says("ReviewRequired", "given as an emergency");
  }

  @Test
  void whatAnAssistantAsksForTakesASecondPerson() {
    Example report = asked("assistant-report").approvedBy(People.OLGA);
    report.says("Approved", "owner 1 of 1, security 0 of 1");
    report.approvedBy(People.SVEN).awaits(RequestPhase.Active);
  }

  @Test
  void whoAsksForLessWhereNobodyIsAskedHasItAtOnceAndNoMore() {
    Example lookup = asked("orders-lookup").awaits(RequestPhase.Active);
    assertThat(lookup.offer().permissions())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("orders:"));
  }

  @Test
  void whatIsAboveItsCeilingIsNotRequestableWhoeverOwnsTheCatalog() {
    String longer =
        "[{\"op\": \"replace\", \"path\": \"/spec/entitlements/0/maxDuration\", \"value\": \"8h\"}]";
    lab.kubectl(People.OLGA, "patch", "ecat", "self-service", "--type=json", "-p", longer)
        .orThrow();
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(lab.kubectl(People.AUDITOR, "get", "ecat", "self-service", "-o", "yaml"))
                    .asString()
                    .contains("maxDuration is above the ceiling"));
    assertThat(lab.kubectl(People.OLGA, "patch", "ecat", "payments", "--type=json", "-p", longer))
        .asString()
        .contains("forbidden");
    apply(People.ADMIN, "examples/52-catalog-self-service.yaml");
  }

  @Test
  void whatLeadsToMoreIsWarnedOfAndMayBeDenied() {
    Example move = asked("secrets-move").awaits(RequestPhase.AwaitingApproval);
    assertThat(move.offer().warnings()).anyMatch(w -> w.contains("secrets without names"));
    lab.kubectl(
            People.SVEN,
            "annotate",
            "--namespace=payments",
            "--field-manager=leasehold",
            "areq",
            "secrets-move",
            "leasehold.dev/deny=not this week")
        .orThrow();
    move.awaits(RequestPhase.Denied);
  }

  @Test
  void whoAnswersForWhatWasHandedOverIsOnRecord() {
    lab.kubectl(
            People.SVEN,
            "annotate",
            "entitlementcatalogs.leasehold.dev",
            "reports",
            "leasehold.dev/accept-transfer=vendor-x until 2027-06-30T00:00:00Z")
        .orThrow();
    asked("orders-export").approvedBy(People.OLGA).awaits(RequestPhase.Active);
    String records = lab.kubectl(People.AUDITOR, "get", "arec", "-o", "yaml").orThrow().stdout();
    assertThat(records)
        .contains("accountable: vendor-x", "accepted by sven", "asked through a pipeline");
  }

  @Test
  void workloadsOwnAccountIsBound() {
    asked("shop-dashboard").approvedBy(People.OLGA).awaits(RequestPhase.Active);
    lab.awaitRoleBindings();
    String kubeconfig = lab.serviceAccountKubeconfig("payments", "shop-dashboard");
    try (KubernetesClient workload = lab.clientOf(kubeconfig)) {
      assertThat(workload.pods().inNamespace("shop").list().getItems()).isEmpty();
    }
  }

  @Test
  void securityOffboardsAnIdentity() {
    lab.kubectl(
            People.SVEN,
            "annotate",
            "serviceaccount",
            "old-export",
            "--namespace=payments",
            "leasehold.dev/offboard=replaced by archive-export")
        .orThrow();
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(lab.adminClient().resources(AccessRecord.class).list().getItems())
                    .anySatisfy(
                        record -> {
                          assertThat(record.getSpec().outcome())
                              .isEqualTo(RecordOutcome.Offboarded);
                          assertThat(record.getSpec().requester().name())
                              .isEqualTo(People.SVEN.name());
                        }));
  }

  @ParameterizedTest
  @CsvSource({
    "alice, request, entitlements, '', payments.orders-reader, true",
    "alice, get, entitlementcatalogs, '', payments, true",
    "alice, list, entitlementcatalogs, '', '', false",
    "alice, request-for, entitlements, '', payments.orders-reader, false",
    "alice, approve, entitlements, owner, payments.orders-reader, false",
    "olga, approve, entitlements, owner, payments.orders-refunder, true",
    "olga, approve, entitlements, security, payments.orders-refunder, false",
    "sven, approve, entitlements, security, payments.orders-refunder, true",
    "sven, approve, entitlements, owner, payments.orders-refunder, false",
    "auditor, review, entitlements, '', payments.orders-refunder, true",
    "sven, review, entitlements, '', payments.orders-refunder, false",
    "sven, revoke, entitlements, '', payments.orders-reader, true",
    "sven, offboard, entitlements, '', payments.old-export, true",
    "sven, reinstate, entitlements, '', payments.old-export, true",
    "sven, offboard, entitlements, '', payments.nightly-report, false",
    "auditor, offboard, entitlements, '', payments.old-export, false",
    "gitops, request-for, entitlements, '', payments.orders-refunder, true",
    "gitops, approve, entitlements, owner, payments.orders-refunder, false",
    "auditor, list, accessrecords, '', '', true",
    "auditor, patch, accessrequests, '', '', false",
    "catalog-owner, patch, entitlementcatalogs, '', '', true",
    "catalog-owner, patch, accessrecords, '', '', false",
    "olga, patch, entitlementcatalogs, '', self-service, true",
    "olga, patch, entitlementcatalogs, '', payments, false",
    "sven, forget, entitlements, '', payments.orders-reader, true",
    "olga, forget, entitlements, '', payments.orders-reader, false",
  })
  void personMayAcrossTheClusterWhatTheirPartAsksFor(
      String who, String verb, String resource, String part, String name, boolean answer) {
    Question question = new Question(verb, "leasehold.dev", resource, part, "", name);
    assertThat(question.answerFor(lab.client(person(who)))).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, create, payments, true",
    "alice, create, shop, false",
    "olga, patch, payments, true",
    "olga, create, payments, false",
    "sven, patch, payments, true",
    "auditor, patch, payments, true",
    "gitops, create, payments, true",
  })
  void personMayTouchRequestsWhereTheirPartAsksForIt(
      String who, String verb, String namespace, boolean answer) {
    Question question = new Question(verb, "leasehold.dev", "accessrequests", "", namespace, "");
    assertThat(question.answerFor(lab.client(person(who)))).isEqualTo(answer);
  }

  private static Example asked(String name) {
    apply(People.ALICE, "examples/requests/");
    return new Example(lab, name);
  }

  private static String token(Secret secret) {
    byte[] text = Base64.getDecoder().decode(secret.getData().get("token"));
    return new String(text, StandardCharsets.UTF_8);
  }

  private static void guardStampsWhoApplies() {
    assertThat(apply(People.ALICE, "examples/requests/", "--dry-run=server", "--output=yaml"))
        .contains("leasehold.dev/applied-by: alice");
  }

  private static String apply(Person person, String path, String... more) {
    List<String> arguments = new ArrayList<>(List.of("apply", "--validate=strict"));
    arguments.add("--filename=" + path);
    arguments.addAll(List.of(more));
    return lab.kubectl(person, arguments.toArray(String[]::new)).orThrow().stdout();
  }

  private static Person person(String name) {
    return People.all().stream()
        .filter(person -> person.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
