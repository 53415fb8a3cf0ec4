package dev.leasehold.vault;

import dev.leasehold.path.Asked;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a kubelet does with a Secret that is mounted: it watches that one name, and the files are
 * its keys. There is no kubelet in a lab.
 */
final class Mount implements Watcher<Secret>, AutoCloseable {
  private final List<Action> seen = new CopyOnWriteArrayList<>();
  private final Watch watch;
  private volatile Map<String, String> files = Map.of();

  private Mount(Asked asked) {
    this.watch =
        asked
            .shop()
            .admin()
            .secrets()
            .inNamespace(asked.shop().namespace())
            .withName(asked.name())
            .watch(this);
  }

  static Mount of(Asked asked) {
    return new Mount(asked);
  }

  /** What is in the files now, still encoded. */
  Map<String, String> files() {
    return files;
  }

  /** What has happened to the Secret since, in order. */
  List<Action> seen() {
    return seen;
  }

  @Override
  public void eventReceived(Action action, Secret secret) {
    seen.add(action);
    files = action == Action.DELETED ? Map.of() : Map.copyOf(secret.getData());
  }

  @Override
  public void onClose(WatcherException cause) {}

  @Override
  public void close() {
    watch.close();
  }
}
