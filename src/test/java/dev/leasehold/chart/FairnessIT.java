package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.LimitedPriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * In which queue of the API server a call waits, as its answer says: it names the flow schema by
 * which the call was classified, also where the call is refused.
 */
final class FairnessIT {
  private static final String REQUESTS =
      "/apis/leasehold.dev/v1alpha1/namespaces/default/accessrequests";

  private static Lab lab;
  private static KubernetesClient admin;

  @BeforeAll
  static void install() {
    lab = Lab.start(LabOptions.ordinary());
    lab.installChart(Map.of());
    admin = lab.adminClient();
  }

  @AfterAll
  static void stop() {
    admin.close();
    lab.close();
  }

  @Test
  void newRequestsWaitAmongThemselves() throws Exception {
    try (KubernetesClient person = lab.client(People.AUDITOR)) {
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(schema(post(person, REQUESTS))).isEqualTo(uid("leasehold-requests")));
      assertThat(schema(get(person, REQUESTS))).isNotEqualTo(uid("leasehold-requests"));
    }
  }

  /** Server-side apply creates by a patch; approvals are patches too, so people wait apart. */
  @Test
  void requestsThatToolsApplyWaitAmongThoseOfTheSameAccount() throws Exception {
    String account = lab.serviceAccountKubeconfig("default", "default");
    try (KubernetesClient tool = lab.clientOf(account);
        KubernetesClient person = lab.client(People.SVEN)) {
      Lab.await()
          .untilAsserted(
              () -> assertThat(schema(apply(tool, "new"))).isEqualTo(uid("leasehold-words")));
      // Who holds a namespace makes accounts without end, and people approve and revoke by patches.
      assertThat(schema(apply(person, "new"))).isNotEqualTo(uid("leasehold-words"));
    }
    FlowSchema words = admin.resources(FlowSchema.class).withName("leasehold-words").require();
    assertThat(words.getSpec().getDistinguisherMethod().getType()).isEqualTo("ByUser");
    assertThat(
            admin
                .resources(PriorityLevelConfiguration.class)
                .withName("leasehold-words")
                .require()
                .getSpec()
                .getLimited()
                .getBorrowingLimitPercent())
        .isZero();
  }

  private static HttpResponse<String> apply(KubernetesClient by, String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    return send(
        by,
        request(by, REQUESTS + "/" + name + "?fieldManager=tool")
            .method("PATCH", "application/apply-patch+yaml", "{}"));
  }

  @Test
  void theOperatorsCallsWaitBehindNobodyElses() throws Exception {
    String kubeconfig = lab.serviceAccountKubeconfig(Rendered.NAMESPACE, "leasehold-operator");
    try (KubernetesClient operator = lab.clientOf(kubeconfig)) {
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(schema(get(operator, REQUESTS))).isEqualTo(uid("leasehold-operator")));
      assertThat(schema(post(operator, REQUESTS))).isEqualTo(uid("leasehold-operator"));
    }
  }

  /** How many new requests are judged at once, on one API server; 600 seats is its default. */
  @Test
  void fewNewRequestsAreJudgedAtOnce() {
    PriorityLevelConfiguration level =
        admin.resources(PriorityLevelConfiguration.class).withName("leasehold-requests").require();
    LimitedPriorityLevelConfiguration limited = level.getSpec().getLimited();
    assertThat(limited.getNominalConcurrencyShares()).isEqualTo(1);
    assertThat(limited.getBorrowingLimitPercent()).isZero();
    assertThat(limited.getLimitResponse().getType()).isEqualTo("Queue");
  }

  private static String uid(String name) {
    FlowSchema schema = admin.resources(FlowSchema.class).withName(name).require();
    return schema.getMetadata().getUid();
  }

  private static String schema(HttpResponse<String> answer) {
    return Objects.requireNonNullElse(answer.header("X-Kubernetes-PF-FlowSchema-UID"), "none");
  }

  private static HttpResponse<String> get(KubernetesClient by, String path)
      throws InterruptedException, ExecutionException, TimeoutException {
    return send(by, request(by, path));
  }

  private static HttpResponse<String> post(KubernetesClient by, String path)
      throws InterruptedException, ExecutionException, TimeoutException {
    return send(by, request(by, path).post("application/json", "{}"));
  }

  private static HttpRequest.Builder request(KubernetesClient by, String path) {
    return by.getHttpClient()
        .newHttpRequestBuilder()
        .uri(URI.create(by.getMasterUrl().toString().replaceAll("/$", "") + path));
  }

  private static HttpResponse<String> send(KubernetesClient by, HttpRequest.Builder request)
      throws InterruptedException, ExecutionException, TimeoutException {
    return by.getHttpClient().sendAsync(request.build(), String.class).get(10, TimeUnit.SECONDS);
  }
}
