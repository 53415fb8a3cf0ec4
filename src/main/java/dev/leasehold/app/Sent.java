package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * When each request that is under way was sent, for interceptors of the HTTP client. To be noted in
 * {@code consumer}: the request that {@code before} is shown is copied before it is sent, under
 * another ID, so that {@code after} would never find it again. What is never answered is forgotten
 * with its request.
 */
final class Sent {
  private final Map<HttpRequest, Long> nanos = Collections.synchronizedMap(new WeakHashMap<>());

  /** The request is about to be sent. */
  void at(HttpRequest request, long nanoTime) {
    nanos.put(request, nanoTime);
  }

  /** When it was sent, once; nothing if that was never noted. */
  Optional<Long> answered(HttpRequest request) {
    return Optional.ofNullable(nanos.remove(request));
  }

  /** How many wait for an answer. */
  int underWay() {
    return nanos.size();
  }
}
