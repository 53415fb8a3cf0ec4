package dev.leasehold.app;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Lets this process change something only while the Lease is certainly its own (guarantee G12). It
 * notes when each renewal that succeeded was sent, and once that is longer ago than the Lease
 * lasts, every write is refused with {@link Unavailable} before it is sent: a process that was
 * stopped and goes on later must not take back what its successor has handed out meanwhile. Reads,
 * and the Lease itself, always pass; so does everything before the Lease was first held.
 */
final class Tenure implements Interceptor {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String LEASES = "/apis/coordination.k8s.io/";

  private final LongSupplier nanoTime;
  private final long lasts;
  private final Sent renewals = new Sent();

  private volatile Optional<Long> renewed = Optional.empty();

  /**
   * @param lease how long the Lease lasts after a renewal
   */
  Tenure(LongSupplier nanoTime, Duration lease) {
    this.nanoTime = nanoTime;
    this.lasts = lease.toNanos();
  }

  /** When the last renewal that succeeded was sent. */
  Optional<Long> renewedAt() {
    return renewed;
  }

  /** Refuses to go on where somebody else may hold the Lease by now. */
  void require() {
    if (renewed.filter(sent -> nanoTime.getAsLong() - sent >= lasts).isPresent()) {
      throw new Unavailable(
          new Reason("NotLeading", "this process no longer holds the Lease; another one goes on"));
    }
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (changes(request) && !isLease(request)) {
      require();
    }
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    if (changes(request) && isLease(request)) {
      renewals.at(request, nanoTime.getAsLong());
    }
    return consumer;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    Optional<Long> sent = renewals.answered(request);
    if (sent.isPresent() && response.isSuccessful()) {
      renewed = sent;
    }
  }

  private static boolean changes(HttpRequest request) {
    return !READING.contains(request.method());
  }

  private static boolean isLease(HttpRequest request) {
    return request.uri().getPath().startsWith(LEASES);
  }
}
