package dev.leasehold.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Speaks to a lab's Vault as the bearer of one token; to be refused is an ordinary answer. Paths
 * are Vault's, without {@code /v1/}.
 */
public final class VaultLogin {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient http;
  private final String address;
  private final String token;

  VaultLogin(HttpClient http, String address, String token) {
    this.http = http;
    this.address = address;
    this.token = token;
  }

  /** What Vault answered. */
  public record Answer(int code, JsonNode body) {
    /** Whether it did what it was asked. */
    public boolean succeeded() {
      return code < 300;
    }

    /** This answer, for callers who cannot go on without success. */
    public Answer orThrow() {
      if (!succeeded()) {
        throw new IllegalStateException("Vault answered " + code + ": " + body);
      }
      return this;
    }

    /** The text at this JSON pointer; empty if there is none. */
    public String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  public Answer read(String path) {
    return call("GET", path, Map.of());
  }

  public Answer list(String path) {
    return call("LIST", path, Map.of());
  }

  public Answer write(String path, Map<String, ?> fields) {
    return call("POST", path, fields);
  }

  public Answer delete(String path) {
    return call("DELETE", path, Map.of());
  }

  private Answer call(String method, String path, Map<String, ?> fields) {
    HttpRequest.BodyPublisher body =
        fields.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(Serialization.asJson(fields));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
            .timeout(LIMIT)
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      String text = answer.body().isBlank() ? "{}" : answer.body();
      return new Answer(answer.statusCode(), Serialization.unmarshal(text, JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException("Vault did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
