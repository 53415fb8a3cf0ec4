package dev.leasehold.evidence;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to several witnesses at a time, and waits for none of them longer than a limit.
 */
final class WitnessCalls implements AutoCloseable {
  /** No answer of a witness is longer; in bytes. */
  private static final long MAX_ANSWER = SignedNote.MAX_LENGTH;

  private final Duration limit;
  private final HttpClient client;

  WitnessCalls(Duration limit) {
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .build();
  }

  /** What one came to: an answer, or in a few words why there is none. */
  sealed interface Reply {
    /** It answered. */
    record Answered(int status, String body) implements Reply {}

    /** It did not. */
    record Silent(String why) implements Reply {}
  }

  /** What each of them came to, by witness. */
  Map<WitnessStanding, Reply> send(Map<WitnessStanding, String> bodies)
      throws InterruptedException {
    Map<WitnessStanding, CompletableFuture<HttpResponse<byte[]>>> calls = new LinkedHashMap<>();
    try {
      bodies.forEach((to, body) -> calls.put(to, client.sendAsync(request(to, body), bounded())));
      // The client's own timeout ends with the headers; a body may go on for ever.
      Object _ =
          CompletableFuture.allOf(calls.values().toArray(CompletableFuture<?>[]::new))
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Each is asked below how it did.
    } finally {
      calls.values().forEach(call -> call.cancel(true));
    }
    Map<WitnessStanding, Reply> replies = new LinkedHashMap<>();
    calls.forEach((to, call) -> replies.put(to, reply(call)));
    return replies;
  }

  private static HttpResponse.BodyHandler<byte[]> bounded() {
    return HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER);
  }

  private HttpRequest request(WitnessStanding to, String body) {
    return HttpRequest.newBuilder(to.peer().addCheckpoint())
        .timeout(limit)
        .header("Content-Type", "text/plain; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
        .build();
  }

  private Reply reply(CompletableFuture<HttpResponse<byte[]>> call) {
    if (call.state() == Future.State.SUCCESS) {
      HttpResponse<byte[]> response = call.resultNow();
      return new Reply.Answered(
          response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }
    if (call.state() == Future.State.FAILED) {
      Throwable cause = call.exceptionNow();
      return new Reply.Silent("no answer: " + cause.getClass().getSimpleName());
    }
    return new Reply.Silent("no answer within " + limit.toSeconds() + " s");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
