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

/** Reads the API server's time off every reply. */
final class ServerTime implements Interceptor {
  private final ClusterClock clock;
  private final LongSupplier nanoTime;
  private final Sent sent = new Sent();

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
    Optional<Instant> date = date(response.header("Date"));
    if (began.isPresent() && date.isPresent()) {
      clock.observe(began.get(), received, date.get());
    }
  }

  /** How many requests wait for their answer. */
  int underWay() {
    return sent.underWay();
  }

  private static Optional<Instant> date(@Nullable String header) {
    try {
      return Optional.ofNullable(header)
          .map(h -> ZonedDateTime.parse(h, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
