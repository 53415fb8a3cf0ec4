package dev.leasehold.cli;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives up replies that began and do not go on. The JDK's HTTP client bounds only the time until a
 * reply begins, and fabric8 waits for its rest without a limit. Watches, which have no time limit,
 * may be silent for as long as they like.
 *
 * @param silence how long nothing may arrive
 */
record StalledReplies(Duration silence) implements Interceptor {
  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    return request instanceof StandardHttpRequest call && call.getTimeout() != null
        ? new Reading(consumer, silence, new AtomicLong())
        : consumer;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (consumer instanceof Reading reading && response.body() instanceof AsyncBody body) {
      reading.expectMore(body);
    }
  }

  /** Reads one reply. */
  private record Reading(
      AsyncBody.Consumer<List<ByteBuffer>> inner, Duration silence, AtomicLong arrived)
      implements AsyncBody.Consumer<List<ByteBuffer>> {
    @Override
    public void consume(List<ByteBuffer> bytes, AsyncBody body) throws Exception {
      expectMore(body);
      inner.consume(bytes, body);
    }

    private void expectMore(AsyncBody body) {
      long now = arrived.incrementAndGet();
      CompletableFuture.delayedExecutor(silence.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> giveUp(body, now));
    }

    private void giveUp(AsyncBody body, long since) {
      if (arrived.get() == since
          && body.done()
              .completeExceptionally(new HttpTimeoutException("the reply stopped arriving"))) {
        body.cancel();
      }
    }
  }
}
