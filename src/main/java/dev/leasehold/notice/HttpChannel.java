package dev.leasehold.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.tls.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tells by HTTP POST, with a client of its own. Nothing of what the other side answers is kept but
 * its code and {@code Retry-After}.
 */
final class HttpChannel implements Channel {
  private static final int OK = 200;
  private static final int REDIRECTS = 300;

  /**
   * Answers that are about what was sent, which will not be taken later either: Bad Request, Length
   * Required, Content Too Large, Unsupported Media Type, Unprocessable Content, and Request Header
   * Fields Too Large. All others are about the sink, which can be corrected or come back.
   */
  private static final Set<Integer> OF_THE_NOTICE = Set.of(400, 411, 413, 415, 422, 431);

  private final Sink sink;
  private final Secrets secrets;
  private final Supplier<String> source;
  private final InstantSource clock;
  private final Duration limit;
  private final HttpClient client;

  /**
   * @param source of which cluster: a URI
   * @param limit within which a call is answered, or has failed
   */
  HttpChannel(
      Sink sink, Secrets secrets, Supplier<String> source, InstantSource clock, Duration limit) {
    this.sink = sink;
    this.secrets = secrets;
    this.source = source;
    this.clock = clock;
    this.limit = limit;
    // Without redirects: they would carry what is told, and a token, to wherever somebody says.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit);
    sink.caBundle().ifPresent(pem -> builder.sslContext(Trust.in(pem)));
    this.client = builder.build();
  }

  @Override
  public Answer send(Bundle bundle) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(bundle);
    } catch (IllegalArgumentException e) {
      return new Answer.Later(
          "url, token or signingKey of its Secret cannot be used; correct it", Optional.empty());
    }
    CompletableFuture<HttpResponse<Void>> reply =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      // The client's own timeout ends with the headers; a body may go on for ever.
      return answer(reply.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Answer.Later("no answer within " + limit.toSeconds() + " s", Optional.empty());
    } catch (ExecutionException e) {
      String what = e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName();
      return new Answer.Later("no answer: " + what, Optional.empty());
    } finally {
      boolean _ = reply.cancel(true);
    }
  }

  private HttpRequest request(Bundle bundle) {
    URI url =
        sink.url()
            .or(() -> secrets.read(Secrets.URL).map(text -> Address.of(text, sink.format())))
            .orElseThrow(() -> new IllegalArgumentException("no url"));
    String body = body(bundle).toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(limit)
            .header("Content-Type", mediaType())
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    secrets.read(Secrets.TOKEN).ifPresent(t -> request.header("Authorization", "Bearer " + t));
    secrets
        .read(Secrets.SIGNING_KEY)
        .ifPresent(key -> sign(request, key, bundle.first().id(), body));
    return request.build();
  }

  private void sign(HttpRequest.Builder request, String key, String id, String body) {
    long seconds = clock.instant().getEpochSecond();
    request.header("webhook-id", id);
    request.header("webhook-timestamp", String.valueOf(seconds));
    request.header("webhook-signature", Signature.of(key, id, seconds, body));
  }

  private ObjectNode body(Bundle bundle) {
    return switch (sink.format()) {
      case WEBHOOK -> CloudEvent.of(bundle.first(), source.get());
      case SLACK -> SlackMessage.of(bundle);
      case TEAMS -> TeamsMessage.of(bundle);
      case MAIL -> throw new IllegalStateException("mail is sent by SMTP");
    };
  }

  private String mediaType() {
    return sink.format() == Format.WEBHOOK
        ? CloudEvent.MEDIA_TYPE
        : "application/json; charset=UTF-8";
  }

  private static Answer answer(HttpResponse<Void> reply) {
    int code = reply.statusCode();
    String said = "it answered " + code;
    if (code >= OK && code < REDIRECTS) {
      return new Answer.Taken(said);
    }
    return OF_THE_NOTICE.contains(code)
        ? new Answer.Refused(said)
        : new Answer.Later(
            said, reply.headers().firstValue("Retry-After").flatMap(HttpChannel::after));
  }

  /** In seconds; a date, which is rare, is as good as none. */
  private static Optional<Duration> after(String header) {
    return header.matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : Optional.empty();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
