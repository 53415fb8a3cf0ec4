package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By what a cluster is known: the UID of its namespace kube-system. Asked once, when needed. */
final class ClusterUid {
  private final KubernetesClient client;
  private @Nullable String uid;

  ClusterUid(KubernetesClient client) {
    this.client = client;
  }

  /** Throws where the API server does not say. */
  synchronized String get() {
    String known = uid;
    if (known == null) {
      known =
          Optional.ofNullable(client.namespaces().withName("kube-system").get())
              .map((Namespace it) -> it.getMetadata().getUid())
              .orElseThrow(() -> new IllegalStateException("there is no namespace kube-system"));
      uid = known;
    }
    return known;
  }

  /** The same as a URI, for events. */
  String source() {
    return "urn:uuid:" + get();
  }
}
