package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Set;

/** Whoever holds a delivered token, and what the API server answers when it is used. */
record Bearer(KubernetesClient client, String shop) implements AutoCloseable {
  private static final int OK = 200;

  /** Anything else says nothing about the token: the answer may come late, or not at all. */
  private static final Set<Integer> REFUSALS = Set.of(401, 403);

  int reads() {
    return reads("configmaps");
  }

  int reads(String resource) {
    try {
      return client.raw("/api/v1/namespaces/" + shop + "/" + resource) == null ? 404 : OK;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  boolean works() {
    return reads() == OK;
  }

  /** How long it still worked; fails when that is longer than the limit. */
  Duration refusedWithin(Duration limit) {
    long begun = System.nanoTime();
    Lab.await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> REFUSALS.contains(reads()));
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    client.close();
  }
}
