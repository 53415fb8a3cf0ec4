package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Credential;
import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;

/** Somebody who uses a delivered credential, as a workload would. */
final class Bearer implements AutoCloseable {
  private final KubernetesClient client;

  private Bearer(KubernetesClient client) {
    this.client = client;
  }

  static Bearer ofToken(Lab lab, Credential credential) {
    return new Bearer(lab.clientOf(lab.tokenKubeconfig(text(credential, "token"))));
  }

  static Bearer ofKubeconfig(Lab lab, Credential credential) {
    return new Bearer(lab.clientOf(text(credential, "kubeconfig")));
  }

  /** The code that the API server answers with. */
  int get(String path) {
    try {
      return client.raw(path) == null ? 404 : 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  int list(String resource, String namespace) {
    return get("/api/v1/namespaces/" + namespace + "/" + resource);
  }

  static ConditionFactory within(Duration limit) {
    return Lab.await().atMost(limit).pollInterval(Duration.ofMillis(250));
  }

  static String text(Credential credential, String key) {
    Map<String, byte[]> entries = credential.reveal();
    return new String(Objects.requireNonNull(entries.get(key)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
