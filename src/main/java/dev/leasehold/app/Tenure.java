package dev.leasehold.app;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets this process change something only while the Lease is certainly its own (guarantee G12). It
 * notes when each renewal that succeeded was sent, and once that is longer ago than the Lease
 * lasts, every write is refused with {@link Unavailable} before it is sent: a process that was
 * stopped and goes on later must not take back what its successor has handed out meanwhile. Reads,
 * and the Lease itself, always pass; so does everything before the Lease was first held.
 *
 * <p>The monotonic clock stands still while a virtual machine is suspended, so the wall clock is
 * asked as well: if either says that the Lease has run out, a fresh renewal is needed.
 */
final class Tenure implements Interceptor {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String LEASES = "/apis/coordination.k8s.io/";

  private final LongSupplier nanoTime;
  private final LongSupplier wallMillis;
  private final Duration lease;
  private final Sent renewals = new Sent();

  /** Wall clock less monotonic clock, in nanoseconds, when a renewal was sent. */
  private final Sent apart = new Sent();

  private volatile Optional<Renewal> renewed = Optional.empty();
  private volatile boolean resigned;

  /** By both clocks. */
  private record Renewal(long nanos, long apart) {}

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   * @param wallMillis the wall clock, in milliseconds
   * @param lease how long the Lease lasts after a renewal
   */
  Tenure(LongSupplier nanoTime, LongSupplier wallMillis, Duration lease) {
    this.nanoTime = nanoTime;
    this.wallMillis = wallMillis;
    this.lease = lease;
  }

  /** When the last renewal that succeeded was sent, on the monotonic clock. */
  Optional<Long> renewedAt() {
    return renewed.map(Renewal::nanos);
  }

  /** Refuses to go on where somebody else may hold the Lease by now. */
  void require() {
    if (resigned || renewed.filter(this::lapsed).isPresent()) {
      throw new Unavailable(
          new Reason(
              ReasonCode.NOT_LEADING,
              "this process no longer holds the Lease; another one goes on"));
    }
  }

  /** Whether the Lease is certainly this process's own. */
  boolean holds() {
    return !resigned && renewed.filter(renewal -> !lapsed(renewal)).isPresent();
  }

  /** From now on nothing is changed any more: the Lease is about to be given up. */
  void resign() {
    resigned = true;
  }

  private boolean lapsed(Renewal renewal) {
    long since = nanoTime.getAsLong() - renewal.nanos();
    long jumped = apart() - renewal.apart();
    return since >= lease.toNanos() || since + jumped >= lease.toNanos();
  }

  private long apart() {
    return TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong()) - nanoTime.getAsLong();
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
      apart.at(request, apart());
    }
    return consumer;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    Optional<Long> sent = renewals.answered(request);
    Optional<Long> then = apart.answered(request);
    if (sent.isPresent() && then.isPresent() && response.isSuccessful()) {
      renewed = Optional.of(new Renewal(sent.get(), then.get()));
    }
  }

  static boolean changes(HttpRequest request) {
    return !READING.contains(request.method());
  }

  static boolean isLease(HttpRequest request) {
    return request.uri().getPath().startsWith(LEASES);
  }
}
