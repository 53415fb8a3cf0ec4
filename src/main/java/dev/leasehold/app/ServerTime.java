package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the API server's time off every reply. */
final class ServerTime implements Interceptor {
  private final ClusterClock clock;
  private final LongSupplier nanoTime;
  private final Map<UUID, Long> sent = new ConcurrentHashMap<>();

  ServerTime(ClusterClock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    sent.put(request.id(), nanoTime.getAsLong());
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    long received = nanoTime.getAsLong();
    Long began = sent.remove(request.id());
    Optional<Instant> date = date(response.header("Date"));
    if (began != null && date.isPresent()) {
      clock.observe(began, received, date.get());
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    sent.remove(request.id());
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
