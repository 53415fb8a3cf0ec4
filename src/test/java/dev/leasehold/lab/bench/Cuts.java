package dev.leasehold.lab.bench;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes when bindings stop giving access. One watch sees all of them, where using hundreds of
 * credentials at once would itself be what is waited for.
 */
final class Cuts implements Watcher<RoleBinding>, AutoCloseable {
  private final Map<String, String> subjects = new ConcurrentHashMap<>();
  private final Map<String, Instant> cut = new ConcurrentHashMap<>();
  private final Watch watch;

  Cuts(Lab lab) {
    this.watch = lab.adminClient().rbac().roleBindings().inNamespace(Ground.SHOP).watch(this);
  }

  /** When this subject's binding was emptied or gone. */
  Optional<Instant> of(String subject) {
    return Optional.ofNullable(cut.get(subject));
  }

  @Override
  public void eventReceived(Action action, RoleBinding binding) {
    String name = binding.getMetadata().getName();
    boolean empty = binding.getSubjects() == null || binding.getSubjects().isEmpty();
    if (!empty) {
      subjects.put(name, binding.getSubjects().getFirst().getName());
    }
    String subject = subjects.get(name);
    if (subject != null && (empty || action == Action.DELETED)) {
      Instant _ = cut.putIfAbsent(subject, Instant.now());
    }
  }

  @Override
  public void onClose(WatcherException cause) {}

  @Override
  public void close() {
    watch.close();
  }
}
