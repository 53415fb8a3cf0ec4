package dev.leasehold.grant.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Notebook;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.grant.Withheld;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is concluded from answers that a healthy API server does not give. */
class UnkindServerTest {
  private static final String CONFIDENTIAL = "eyJhbGciOiJSUzI1NiJ9.confidential";
  private static final Holdings KNOWN =
      new Holdings(
          List.of(
              new ObjectRef(
                  "rbac.authorization.k8s.io/v1", "RoleBinding", "shop", "ar-uid-1-shop-0", "u")),
          Optional.empty(),
          Optional.empty());

  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Answer answer;
  private HttpServer server;
  private KubernetesClient client;

  /** What it says from now on; until then it is silent. */
  private record Answer(int code, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    client.close();
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
  void whatCouldNotBeAskedIsLeftAndAskedOnce(int code) {
    answer(code, status(code, "Whatever", ""));
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    assertThat(calls).hasValue(1);
    assertThat(provisioner().remove(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    assertThat(delivery().remove(Sample.GRANT, Optional.empty())).isInstanceOf(Removal.Left.class);
    assertUnavailable();
  }

  @Test
  void anotherServersNotFoundProvesNothing() {
    answer(404, "404 page not found");
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    answer(404, status(404, "NotFound", ""));
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    answer(404, status(404, "NotFound", "ar-uid-1-shop-0"));
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Gone.class);
  }

  @Test
  void silenceIsLeftAfterTheCallsOwnTime() {
    Instant start = Instant.now();
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    assertUnavailable();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aStormOfConflictsIsLeftAfterAFewCalls() {
    answer(409, status(409, "AlreadyExists", "ar-uid-1-shop-0"));
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    answer(409, status(409, "Conflict", "ar-uid-1-shop-0"));
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    assertThat(delivery().remove(Sample.GRANT, Optional.of(KNOWN.objects().getFirst())))
        .isInstanceOf(Removal.Left.class);
    assertUnavailable();
    assertThat(calls.get()).isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"400,BadRequest", "413,RequestEntityTooLarge", "422,Invalid"})
  void whatWillNeverBeAcceptedIsRefused(int code, String reason) {
    answer(code, status(code, reason, "x"));
    assertThat(provisioner().provision(Sample.GRANT, Sample.TARGET))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            provisioner()
                .issue(Sample.GRANT, Sample.TARGET, 1, Sample.NOW, Sample.NOW, Notebook.blank()))
        .isInstanceOf(Outcome.Refused.class);
  }

  /** Else whoever was refused once would be refused for ever. */
  @Test
  void whereNothingCanBeRehearsedTheWriteItselfTells() {
    answer(400, refusal(400, "admission webhook \"audit.example.com\" does not support dry run"));
    assertThat(delivery().rehearse(Sample.GRANT, Optional.empty()))
        .isEqualTo(new Outcome.Done<>(true));
    answer(422, status(422, "Invalid", "x"));
    assertThat(delivery().rehearse(Sample.GRANT, Optional.empty()))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void whatIsTooLargeForStorageIsRefusedAlthoughTheServerCallsItItsOwnError() {
    answer(
        500,
        """
        {"kind":"Status","status":"Failure","code":500,"message":"etcdserver: request is too large"}
        """);
    assertThat(deliver()).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{}", "{\"kind\":\"Secret\",\"metadata\":{}}"})
  void answersThatCannotBeReadAreNoAnswers(String body) {
    answer(200, body);
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOf(Removal.Left.class);
    assertUnavailable();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\":{\"uid\":\"u\"},\"status\":{\"token\":\"" + CONFIDENTIAL + "\"}}",
        "{\"metadata\":{\"uid\":\"u\"},\"status\":{\"expirationTimestamp\":\""
            + CONFIDENTIAL
            + "\"}}",
        "{\"metadata\":{\"uid\":\"u\"},\"status\":{\"expirationTimestamp\":\"2026-11-23T12:00:00Z\",\"token\":\""
            + CONFIDENTIAL
            + "\"}}",
        "{\"metadata\":{\"uid\":\"u\"},\"status\":{\"token\":\"" + CONFIDENTIAL
      })
  void tokensThatCannotBeReadAreNotQuoted(String body) {
    answer(200, body);
    Unavailable unavailable =
        catchThrowableOfType(
            Unavailable.class,
            () ->
                provisioner()
                    .issue(
                        Sample.GRANT, Sample.TARGET, 1, Sample.NOW, Sample.NOW, Notebook.blank()));
    assertThat(unavailable.reason().toString() + unavailable).doesNotContain("confidential");
    assertThat(unavailable).hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 422, 500})
  void theServersWordsAreNotPassedOn(int code) {
    answer(code, status(code, "Invalid", CONFIDENTIAL));
    Object outcome;
    try {
      outcome = deliver();
    } catch (Unavailable e) {
      outcome = e.reason() + e.toString();
    }
    assertThat(outcome.toString()).doesNotContain("confidential");
  }

  @ParameterizedTest
  @CsvSource({
    "ValidatingAdmissionPolicy 'freeze' with binding 'all' denied request: closed until 3 May.,"
        + " DeniedByPolicy, admission policy freeze: closed until 3 May.",
    "admission webhook \"audit.example.com\" denied the request: no change ticket, DeniedByWebhook,"
        + " admission webhook audit.example.com: no change ticket.",
    "admission webhook \"audit.example.com\" denied the request without explanation,"
        + " DeniedByWebhook, admission webhook audit.example.com."
  })
  void whoRefusesIsNamedWithWhatTheySay(String message, String code, String said) {
    answer(403, refusal(403, message));
    assertThat(provisioner().provision(Sample.GRANT, Sample.TARGET))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.reason().code()).hasToString(code);
              assertThat(refused.reason().message()).endsWith(said).hasSizeLessThan(300);
            });
    assertThat(provisioner().cut(Sample.GRANT, Sample.TARGET, KNOWN))
        .isInstanceOfSatisfying(
            Removal.Left.class, left -> assertThat(left.reason().code()).hasToString(code));
  }

  /** Whoever writes a policy may quote what it looks at. */
  @Test
  void whatIsSaidOfASecretIsNotPassedOn() {
    String says = "ValidatingAdmissionPolicy 'freeze' with binding 'all' denied request: ";
    answer(403, refusal(403, says + CONFIDENTIAL));
    Outcome<ObjectRef> delivered = deliver();
    assertThat(delivered).isInstanceOf(Outcome.Refused.class);
    assertThat(delivered.toString()).contains("freeze").doesNotContain("confidential");
    assertThat(delivery().remove(Sample.GRANT, Optional.of(KNOWN.objects().getFirst())).toString())
        .contains("freeze")
        .doesNotContain("confidential");
  }

  @Test
  void quotaIsNamedWithItsNumbersAndNotTakenForALackOfRights() {
    String says =
        "rolebindings \"x\" is forbidden: exceeded quota: team-a, requested: count/rolebindings=1,"
            + " used: count/rolebindings=4, limited: count/rolebindings=4";
    answer(403, refusal(403, says));
    Withheld withheld =
        catchThrowableOfType(
            Withheld.class, () -> provisioner().provision(Sample.GRANT, Sample.TARGET));
    assertThat(withheld.reason().code()).hasToString("QuotaExceeded");
    assertThat(withheld.reason().message())
        .contains("ResourceQuota team-a", "used: count/rolebindings=4", "can raise it");
    answer(403, refusal(403, says.replace("team-a", CONFIDENTIAL)));
    Unavailable unnamed =
        catchThrowableOfType(
            Unavailable.class, () -> provisioner().provision(Sample.GRANT, Sample.TARGET));
    assertThat(unnamed.reason().code()).hasToString("Forbidden");
    assertThat(unnamed.reason().message()).doesNotContain("confidential");
  }

  @ParameterizedTest
  @CsvSource({
    "403, 'forbidden: status unknown for quota: team-a, resources: count/secrets', QuotaUnknown,"
        + " team-a",
    "500, 'Internal error occurred: failed calling webhook \"audit.example.com\": refused',"
        + " WebhookUnavailable, audit.example.com"
  })
  void whatMayPassIsNamedAndTriedAgain(int code, String message, String reason, String who) {
    answer(code, refusal(code, message));
    Unavailable unavailable =
        catchThrowableOfType(
            Unavailable.class, () -> provisioner().provision(Sample.GRANT, Sample.TARGET));
    assertThat(unavailable).isNotInstanceOf(Withheld.class);
    assertThat(unavailable.reason().code()).hasToString(reason);
    assertThat(unavailable.reason().message()).contains(who);
  }

  private static String refusal(int code, String message) {
    return "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"Forbidden\",\"code\":%d,\"message\":\"%s\"}"
        .formatted(code, message.replace("\"", "\\\""));
  }

  private void assertUnavailable() {
    Unavailable unavailable =
        catchThrowableOfType(
            Unavailable.class, () -> provisioner().provision(Sample.GRANT, Sample.TARGET));
    assertThat(unavailable.reason().message()).isNotBlank();
  }

  private Outcome<ObjectRef> deliver() {
    return delivery()
        .deliver(
            Sample.GRANT,
            Map.of(
                "shop",
                new Credential(Map.of("token", CONFIDENTIAL.getBytes(StandardCharsets.UTF_8)))));
  }

  private RbacProvisioner provisioner() {
    return new RbacProvisioner(
        client,
        new RbacSettings("leasehold-grants", "ca", Optional.empty(), Duration.ofMillis(500)));
  }

  private SecretDelivery delivery() {
    return new SecretDelivery(client, Duration.ofMillis(500));
  }

  private void answer(int code, String body) {
    answer = new Answer(code, body);
    calls.set(0);
  }

  private void respond(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    Answer given = answer == null ? silence() : answer;
    byte[] bytes = given.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Retry-After", "60");
    exchange.sendResponseHeaders(given.code(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer silence() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Answer(500, "");
  }

  private static String status(int code, String reason, String name) {
    return """
    {"kind":"Status","status":"Failure","code":%d,"reason":"%s","message":"%s %s",
     "details":{"kind":"rolebindings","name":"%s"}}
    """
        .formatted(code, reason, CONFIDENTIAL, name, name);
  }
}
