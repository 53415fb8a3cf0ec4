package dev.leasehold.schedule;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read that is shared by all who asked for it before it began. Nobody is given what was read,
 * even in part, before they asked; and however many ask, one read is under way and at most one
 * waits.
 */
public final class Shared<T> {
  private final Executor executor;
  private final Supplier<T> read;
  private @Nullable CompletableFuture<T> running;
  private @Nullable CompletableFuture<T> next;

  public Shared(Executor executor, Supplier<T> read) {
    this.executor = executor;
    this.read = read;
  }

  /** Waits for a read that begins after this call; throws what it throws. */
  public T fresh() {
    try {
      return asked().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private synchronized CompletableFuture<T> asked() {
    CompletableFuture<T> mine = next == null ? new CompletableFuture<>() : next;
    if (running == null) {
      running = mine;
      executor.execute(() -> run(mine));
    } else {
      next = mine;
    }
    return mine;
  }

  private void run(CompletableFuture<T> mine) {
    try {
      mine.complete(read.get());
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
    } finally {
      goOn();
    }
  }

  private synchronized void goOn() {
    CompletableFuture<T> waiting = next;
    running = waiting;
    next = null;
    if (waiting != null) {
      executor.execute(() -> run(waiting));
    }
  }
}
