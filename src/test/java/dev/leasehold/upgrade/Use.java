package dev.leasehold.upgrade;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Uses a credential all the time, and remembers when it worked. The lab's API server has this
 * machine's clock.
 */
final class Use implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final int ACCEPTED = 200;
  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;

  private final IntSupplier use;
  private int answers;
  private @Nullable Instant accepted;
  private @Nullable Instant refused;
  private volatile boolean closed;

  /** Begins to use it; the answers' codes are HTTP's. */
  Use(IntSupplier use) {
    this.use = use;
    Thread _ = Thread.ofVirtual().name("use").start(this::goOn);
  }

  /** How often it was answered by yes or no; anything else says nothing of the credential. */
  synchronized int answers() {
    return answers;
  }

  /** When the last use was begun that was accepted. */
  synchronized Optional<Instant> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** When the first refusal was heard. */
  synchronized Optional<Instant> refused() {
    return Optional.ofNullable(refused);
  }

  private void goOn() {
    while (!closed) {
      Instant begun = Instant.now();
      note(begun, use.getAsInt());
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  private synchronized void note(Instant begun, int code) {
    switch (code) {
      case ACCEPTED -> accepted = begun;
      case UNAUTHENTICATED, FORBIDDEN -> refused = refused == null ? Instant.now() : refused;
      default -> {
        return;
      }
    }
    answers++;
  }

  @Override
  public void close() {
    closed = true;
  }
}
