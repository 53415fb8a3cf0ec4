package dev.leasehold.app;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits for the API server when the process starts, for as long as it takes, and says for what: a
 * process that ends instead is started again after up to five minutes, in which nothing ends.
 */
final class FirstAnswer {
  /** From one call to the next. */
  static final Duration AGAIN = Duration.ofMillis(500);

  /** How often it is said, while there is none. */
  static final Duration SAID = Duration.ofSeconds(20);

  private final LongSupplier nanoTime;
  private final Runnable pause;
  private final Consumer<String> say;

  /**
   * @param nanoTime a monotonic clock
   * @param pause waits for {@link #AGAIN}; throws where the process is to end
   * @param say is given what it waits for, at once and then from time to time
   */
  FirstAnswer(LongSupplier nanoTime, Runnable pause, Consumer<String> say) {
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.say = say;
  }

  /**
   * The first answer to this call.
   *
   * @param passing what is to be said of a failure that may pass; others are thrown
   */
  <T> T to(Supplier<T> call, Function<KubernetesClientException, Optional<String>> passing) {
    Optional<Long> said = Optional.empty();
    while (true) {
      try {
        return call.get();
      } catch (KubernetesClientException e) {
        String trouble = passing.apply(e).orElseThrow(() -> e);
        long now = nanoTime.getAsLong();
        if (said.filter(at -> now - at < SAID.toNanos()).isEmpty()) {
          say.accept(trouble);
          said = Optional.of(now);
        }
      }
      pause.run();
    }
  }
}
