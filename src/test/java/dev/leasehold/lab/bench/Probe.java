package dev.leasehold.lab.bench;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Trust;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Uses a token for what it was granted, again and again, on connections of its own. */
final class Probe implements Use {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI what;

  Probe(Lab lab, String path) {
    Config config = Config.fromKubeconfig(lab.kubeconfig(People.ADMIN));
    String authority =
        new String(Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.UTF_8);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.in(authority))
            .build();
    this.what = URI.create(lab.server() + path);
  }

  @Override
  public Answer once(String token) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(what)
              .header("Authorization", "Bearer " + token)
              .timeout(LIMIT)
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return new Answer(status, System.nanoTime());
    } catch (IOException e) {
      throw new IllegalStateException("the API server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
