package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request, until a deadline. It is watched; when the watch ends, which every
 * watch does, the request is read again and watched from there.
 */
final class Changes implements Watcher<AccessRequest>, AutoCloseable {
  private static final int WAITING = 64;

  /** How long after the end of a watch, or a failure, it is tried again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int TOO_MANY = 429;

  private final Requests requests;
  private final AccessRequest first;
  private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(WAITING);
  private @Nullable Watch watch;

  /** What is waited for. */
  sealed interface Signal {
    /** The watch is over. */
    record Unwatched() implements Signal {}
  }

  /** What can be told. */
  sealed interface Change extends Signal {
    /** It is like this now. */
    record Seen(AccessRequest request) implements Change {}

    /** It is there no more. */
    record Gone() implements Change {}

    /** The deadline has come. */
    record TimedOut() implements Change {}
  }

  /**
   * Watches it from here.
   *
   * @throws KubernetesClientException if the API server refuses
   */
  Changes(Requests requests, AccessRequest first, Duration timeout) {
    this.requests = requests;
    this.first = first;
    after(timeout, new Change.TimedOut());
    try {
      watchFrom(first);
    } catch (KubernetesClientException e) {
      waitOut(e);
    }
  }

  /**
   * Waits for the next.
   *
   * @throws KubernetesClientException if the API server refuses; that it does not answer is waited
   *     out
   */
  Change next() {
    try {
      while (true) {
        Signal signal = signals.take();
        Optional<Change> change = signal instanceof Change told ? Optional.of(told) : readAgain();
        if (change.isPresent()) {
          return change.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Change.TimedOut();
    }
  }

  private Optional<Change> readAgain() {
    try {
      Optional<AccessRequest> now =
          requests
              .named(first.getMetadata().getNamespace(), first.getMetadata().getName())
              .filter(r -> r.getMetadata().getUid().equals(first.getMetadata().getUid()));
      now.ifPresent(this::watchFrom);
      return Optional.of(now.<Change>map(Change.Seen::new).orElseGet(Change.Gone::new));
    } catch (KubernetesClientException e) {
      waitOut(e);
      return Optional.empty();
    }
  }

  /** A refusal is final; after anything else it is tried again, from what is read then. */
  private void waitOut(KubernetesClientException e) {
    if (isFinal(e)) {
      throw e;
    }
    after(PAUSE, new Signal.Unwatched());
  }

  private static boolean isFinal(KubernetesClientException e) {
    return e.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST
        && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
        && e.getCode() != TOO_MANY
        && e.getCode() != HttpURLConnection.HTTP_GONE;
  }

  private void watchFrom(AccessRequest request) {
    close();
    watch = requests.watch(request, this);
  }

  @Override
  public void eventReceived(Action action, AccessRequest request) {
    switch (action) {
      case ADDED, MODIFIED -> tell(new Change.Seen(request));
      case DELETED -> tell(new Change.Gone());
      case ERROR, BOOKMARK -> {}
    }
  }

  /** Should there be more than are waited for, it is read again when they have been heard. */
  private void tell(Change change) {
    if (!signals.offer(change)) {
      after(PAUSE, new Signal.Unwatched());
    }
  }

  @Override
  public void onClose() {}

  @Override
  public void onClose(WatcherException cause) {
    after(PAUSE, new Signal.Unwatched());
  }

  private void after(Duration delay, Signal signal) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              try {
                signals.put(signal);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
