package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the API server's time off every reply that is its own: what a proxy or load balancer in
 * between answers by itself is dated by another clock, and has no {@code Audit-Id}. The server
 * gives one to all that it answers, refusals and watches included.
 */
final class ServerTime implements Interceptor {
  private static final String FROM_THE_SERVER = "Audit-Id";

  private final ClusterClock clock;
  private final LongSupplier nanoTime;
  private final Sent sent = new Sent();
  private volatile Dated last = new Dated("", Optional.empty());

  /** What a header says; many replies in a row say the same. */
  private record Dated(String header, Optional<Instant> date) {}

  ServerTime(ClusterClock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    sent.at(request, nanoTime.getAsLong());
    return consumer;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    long received = nanoTime.getAsLong();
    Optional<Long> began = sent.answered(request);
    if (response.header(FROM_THE_SERVER) == null) {
      return;
    }
    Optional<Instant> date = date(response.header("Date"));
    if (began.isPresent() && date.isPresent()) {
      clock.observe(began.get(), received, date.get());
    }
  }

  /** How many requests wait for their answer. */
  int underWay() {
    return sent.underWay();
  }

  private Optional<Instant> date(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Dated known = last;
    if (!known.header().equals(header)) {
      known = new Dated(header, parsed(header));
      last = known;
    }
    return known.date();
  }

  private static Optional<Instant> parsed(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
