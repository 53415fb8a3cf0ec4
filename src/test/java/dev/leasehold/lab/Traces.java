package dev.leasehold.lab;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Everything that an operator writes where a credential may never be. */
public final class Traces {
  private Traces() {}

  /** What it has written so far, by place. */
  public static Map<String, String> of(Lab lab, Operator operator) {
    KubernetesClient admin = lab.adminClient();
    return Map.of(
        "log", operator.said(),
        "requests",
            Serialization.asJson(admin.resources(AccessRequest.class).inAnyNamespace().list()),
        "records", Serialization.asJson(admin.resources(AccessRecord.class).list()),
        "catalogs", Serialization.asJson(admin.resources(EntitlementCatalog.class).list()),
        "events", Serialization.asJson(admin.v1().events().inAnyNamespace().list()),
        "newer events", Serialization.asJson(admin.events().v1().events().inAnyNamespace().list()),
        "metrics", metrics(operator));
  }

  /** How a credential might be written. */
  public static List<String> writings(String credential) {
    byte[] bytes = credential.getBytes(StandardCharsets.UTF_8);
    return List.of(
        credential,
        URLEncoder.encode(credential, StandardCharsets.UTF_8),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        HexFormat.of().formatHex(bytes));
  }

  private static String metrics(Operator operator) {
    try (InputStream measured = operator.management("/q/metrics").toURL().openStream()) {
      return new String(measured.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
