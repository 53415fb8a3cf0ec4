package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing but the delivered Secret holds a credential, in any writing. */
final class LeakIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  @Test
  void noCredentialIsInLogsStatusEventsOrMetrics() throws IOException, InterruptedException {
    Asked asked = Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "1h").active();
    String first = asked.token();
    asked.secret().delete();
    asked.annotate(Scene.ASKER, "leasehold.dev/redeliver", "again");
    Lab.await().until(() -> asked.secret().get() != null && !asked.token().equals(first));
    String second = asked.token();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    Map<String, String> places = places();
    for (String token : List.of(first, second)) {
      for (String written : writings(token)) {
        assertThat(places)
            .allSatisfy((place, text) -> assertThat(text.contains(written)).as(place).isFalse());
      }
    }
  }

  private static Map<String, String> places() throws IOException, InterruptedException {
    KubernetesClient admin = LAB.lab().adminClient();
    URI metrics = LAB.operator().management("/q/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      String measured =
          http.send(
                  HttpRequest.newBuilder(metrics).build(),
                  HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
              .body();
      return Map.of(
          "log", LAB.operator().said(),
          "requests",
              Serialization.asJson(admin.resources(AccessRequest.class).inAnyNamespace().list()),
          "records", Serialization.asJson(admin.resources(AccessRecord.class).list()),
          "events", Serialization.asJson(admin.v1().events().inAnyNamespace().list()),
          "newer events",
              Serialization.asJson(admin.events().v1().events().inAnyNamespace().list()),
          "metrics", measured);
    }
  }

  /** The signature alone is enough to forge, so it may not be anywhere either. */
  private static List<String> writings(String token) {
    String signature = token.substring(token.lastIndexOf('.') + 1);
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    return List.of(
        token,
        signature,
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().formatHex(Base64.getUrlDecoder().decode(signature)));
  }
}
