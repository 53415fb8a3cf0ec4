package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.Event;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Publishes Events one after another on a thread of its own: whoever has something to tell neither
 * waits for the API server nor fails with it. What cannot be published is lost, since the objects'
 * status has it too.
 */
final class Herald {
  private static final Logger LOG = Logger.getLogger(Herald.class);

  /** Events that may wait; when there are more, the newest are lost. */
  static final int WAITING = 1024;

  private final ThreadPoolExecutor thread;
  private final Consumer<Event> publisher;
  private final Runnable lost;

  /**
   * @param lost is told of each Event that is not published
   */
  Herald(Consumer<Event> publisher, Runnable lost) {
    this.publisher = publisher;
    this.lost = lost;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("events").factory(),
            (event, refusing) -> lost.run());
  }

  /** Publishes the Event, if there is one, some time. */
  void tell(Supplier<Optional<Event>> event) {
    thread.execute(() -> publish(event));
  }

  private void publish(Supplier<Optional<Event>> event) {
    try {
      event.get().ifPresent(publisher);
    } catch (RuntimeException e) {
      LOG.debugf(e, "an event was not taken");
      lost.run();
    }
  }
}
