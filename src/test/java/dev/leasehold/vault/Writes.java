package dev.leasehold.vault;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.path.Asked;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a request's record is written. */
final class Writes implements Watcher<AccessRecord>, AutoCloseable {
  private final AtomicInteger seen = new AtomicInteger();
  private final Watch watch;

  private Writes(Asked asked) {
    this.watch =
        asked
            .shop()
            .admin()
            .resources(AccessRecord.class)
            .withName("ar-" + asked.uid())
            .watch(this);
  }

  static Writes of(Asked asked) {
    return new Writes(asked);
  }

  /** So far, since this began to count. */
  int count() {
    return seen.get();
  }

  @Override
  public void eventReceived(Action action, AccessRecord record) {
    if (action == Action.MODIFIED) {
      seen.incrementAndGet();
    }
  }

  @Override
  public void onClose(WatcherException cause) {}

  @Override
  public void close() {
    watch.close();
  }
}
