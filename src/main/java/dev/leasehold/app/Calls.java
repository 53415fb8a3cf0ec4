package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The writes of this process that are under way, also those whose caller has been interrupted and
 * waits no more: only when there are none may another process be given the Lease.
 */
final class Calls {
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<?>> writes = new ConcurrentHashMap<>();

  /** A call was sent, and this will be its reply. */
  void begun(HttpRequest request, CompletableFuture<?> reply) {
    if (Tenure.changes(request) && !Tenure.isLease(request)) {
      long number = last.incrementAndGet();
      writes.put(number, reply);
      CompletableFuture<?> _ = reply.whenComplete((r, t) -> writes.remove(number));
    }
  }

  /** Waits at most so long until none is under way, and returns whether that came true. */
  boolean quiet(Duration limit) throws InterruptedException {
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            writes.values().stream()
                .map(reply -> reply.handle((r, t) -> null))
                .toArray(CompletableFuture<?>[]::new));
    try {
      Object _ = all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }
}
