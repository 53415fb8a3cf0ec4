package dev.leasehold.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt to tell by HTTP, against a real server. */
class HttpChannelTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final FlakySink server = new FlakySink();

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer send(Sink sink, Map<String, String> secret, Duration limit)
      throws InterruptedException {
    try (Channel channel =
        new HttpChannel(
            sink,
            key -> Optional.ofNullable(secret.get(key)),
            () -> "urn:uuid:c",
            () -> NOW,
            limit)) {
      return channel.send(Bundle.of(Notice.test("c", NOW)));
    }
  }

  private Answer send(Map<String, String> secret) throws InterruptedException {
    return send(server.sink("s", Format.WEBHOOK), secret, LIMIT);
  }

  private Headers headers() {
    return server.calls.getFirst().getRequestHeaders();
  }

  @Test
  void whatIsSentIsACloudEventOverPlainHttpOne() throws InterruptedException {
    assertThat(send(Map.of())).isEqualTo(new Answer.Taken("it answered 200"));
    assertThat(headers().getFirst("Content-Type")).startsWith("application/cloudevents+json");
    assertThat(server.calls.getFirst().getProtocol()).isEqualTo("HTTP/1.1");
    assertThat(headers()).doesNotContainKeys("Upgrade", "Authorization", "Webhook-signature");
    assertThat(server.bodies.getFirst().path("source").asText()).isEqualTo("urn:uuid:c");
  }

  @Test
  void slackAndTeamsGetPlainJson() throws InterruptedException {
    send(server.sink("s", Format.SLACK), Map.of(), LIMIT);
    send(server.sink("s", Format.TEAMS), Map.of(), LIMIT);
    assertThat(headers().getFirst("Content-Type")).startsWith("application/json");
    assertThat(server.bodies.getFirst().has("blocks")).isTrue();
    assertThat(server.bodies.getLast().has("attachments")).isTrue();
  }

  /** The example of Standard Webhooks, and a key that is any text; both computed elsewhere. */
  @Test
  void aSignatureIsThatOfStandardWebhooks() {
    assertThat(
            Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(Signature.of("plain text", "i", 1, "{}"))
        .isEqualTo("v1,i0M7rtJLHNunlJjNVzFAFHt5ET0PSVAbFO3ceH5tLx8=");
  }

  @Test
  void aSigningKeyAndATokenAreUsed() throws InterruptedException {
    send(Map.of(Secrets.SIGNING_KEY, "k", Secrets.TOKEN, "t"));
    String id = server.bodies.getFirst().path("id").asText();
    assertThat(headers().getFirst("Authorization")).isEqualTo("Bearer t");
    assertThat(headers().getFirst("webhook-id")).isEqualTo(id);
    assertThat(headers().getFirst("webhook-timestamp")).isEqualTo("1796115600");
    assertThat(headers().getFirst("webhook-signature"))
        .isEqualTo(Signature.of("k", id, 1796115600, server.bodies.getFirst().toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 408, 410, 425, 429, 500, 502, 503, 504})
  void whatMayPassOrBeCorrectedIsTriedLater(int code) throws InterruptedException {
    server.answering(call -> code);
    assertThat(send(Map.of())).isEqualTo(new Answer.Later("it answered " + code, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"17, 17", "'Wed, 21 Oct 2026 07:28:00 GMT', ", "99999999999, ", "-1, "})
  void aWaitThatIsAskedForInSecondsIsHeard(String header, Long seconds)
      throws InterruptedException {
    server.answeringBy(
        (exchange, code) -> {
          exchange.getResponseHeaders().set("Retry-After", header);
          exchange.sendResponseHeaders(429, -1);
        });
    assertThat(send(Map.of()))
        .isEqualTo(
            new Answer.Later(
                "it answered 429", Optional.ofNullable(seconds).map(Duration::ofSeconds)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 411, 413, 415, 422, 431})
  void whatIsAboutTheNoticeItselfIsRefused(int code) throws InterruptedException {
    server.answering(call -> code);
    assertThat(send(Map.of())).isEqualTo(new Answer.Refused("it answered " + code));
  }

  /** It would carry what is told, and a token, to wherever somebody says. */
  @Test
  void aRedirectIsNotFollowed() throws InterruptedException {
    server.answeringBy(
        (exchange, any) -> {
          exchange.getResponseHeaders().set("Location", server.url().toString());
          exchange.sendResponseHeaders(302, -1);
        });
    assertThat(send(Map.of())).isEqualTo(new Answer.Later("it answered 302", Optional.empty()));
    assertThat(server.calls).hasSize(1);
  }

  @Test
  void whoNeverAnswersIsNotWaitedFor() throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(1);
    server.answeringBy(
        (exchange, code) -> {
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(send(server.sink("s", Format.WEBHOOK), Map.of(), Duration.ofMillis(200)))
        .isInstanceOf(Answer.Later.class);
    hangs.countDown();
  }

  /** The headers come at once, and the body never ends. */
  @Test
  void whoNeverStopsAnsweringIsNotListenedTo() throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(1);
    server.answeringBy(
        (exchange, code) -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write("endless".getBytes(StandardCharsets.UTF_8));
          body.flush();
          try {
            hangs.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(send(server.sink("s", Format.WEBHOOK), Map.of(), Duration.ofMillis(500)))
        .isInstanceOf(Answer.Later.class);
    hangs.countDown();
  }

  @Test
  void whereNobodyListensItIsTriedLater() throws InterruptedException {
    Sink sink = server.sink("s", Format.WEBHOOK);
    server.close();
    assertThat(send(sink, Map.of(), LIMIT)).isInstanceOf(Answer.Later.class);
  }

  @Test
  void theAddressMayBeASecretAndIsNotTold() throws InterruptedException {
    Sink secret = Standing.sink("s", Format.SLACK, Optional.empty());
    assertThat(send(secret, Map.of(Secrets.URL, server.url().toString()), LIMIT))
        .isInstanceOf(Answer.Taken.class);
    Answer wrong = send(secret, Map.of(Secrets.URL, "http://hooks.example.com/T0/secret"), LIMIT);
    assertThat(wrong).isInstanceOf(Answer.Later.class);
    assertThat(wrong.said()).doesNotContain("secret/", "example");
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsSentNowhere() throws InterruptedException {
    assertThat(send(Map.of(Secrets.TOKEN, "a\nb"))).isInstanceOf(Answer.Later.class);
    assertThat(server.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://hooks.example.com/x?y=z, true",
    "http://broker-ingress.knative-eventing.svc.cluster.local/a/b, true",
    "http://alerts.tools.svc:8080, true",
    "http://127.0.0.1:9, true",
    "http://localhost, true",
    "http://hooks.example.com, false",
    "http://evil.example.com/.svc, false",
    "http://a.b.svcx, false",
    "http://a.b.svc.example.com, false",
    "https://user:pass@hooks.example.com, false",
    "ftp://hooks.example.com, false",
    "hooks.example.com, false"
  })
  void whatLeavesTheClusterIsEncrypted(String text, boolean fits) {
    if (fits) {
      assertThat(Address.of(text, Format.WEBHOOK)).isEqualTo(URI.create(text));
    } else {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> Address.of(text, Format.WEBHOOK))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
