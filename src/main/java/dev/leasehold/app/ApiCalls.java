package dev.leasehold.app;

import dev.leasehold.metrics.Call;
import dev.leasehold.metrics.Meters;
import dev.leasehold.metrics.Metric;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts calls to the API server by what it replied. */
record ApiCalls(Meters meters) implements Interceptor {
  private static final int NO_REPLY = 0;

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    count(request, response.code());
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    count(request, NO_REPLY);
  }

  private void count(HttpRequest request, int status) {
    Call call = Call.of(request.method(), request.uri().getPath(), status);
    meters.count(Metric.API_CALLS, call.method(), call.resource(), call.reply().name());
  }
}
