package dev.leasehold.path;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** A workload that uses a token, for as long as it works. */
public record Workload(KubernetesClient client) implements AutoCloseable {
  public static Workload bearing(Lab lab, Secret delivered) {
    return bearing(lab, text(delivered, "token"));
  }

  /** What it was bound to acts when this returns. */
  public static Workload bearing(Lab lab, String token) {
    lab.awaitRoleBindings();
    return new Workload(lab.clientOf(lab.tokenKubeconfig(token)));
  }

  /** The code that the API server answers with when these are listed. */
  public int lists(String resource, String namespace) {
    return gets("/api/v1/namespaces/" + namespace + "/" + resource);
  }

  public int gets(String path) {
    try {
      return client.raw(path) == null ? 404 : 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  public static String text(Secret secret, String key) {
    String encoded = Objects.requireNonNull(secret.getData().get(key), key);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
