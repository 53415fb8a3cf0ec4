package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Names a client to the API server, so that its audit log tells by which path something was done.
 */
record Agent(String name) implements Interceptor {
  /** The sweep, which is the second path to every ending. */
  static final Agent SWEEP = new Agent("leasehold-sweep");

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    builder.setHeader("User-Agent", name);
  }
}
