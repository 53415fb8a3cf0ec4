package dev.leasehold.sweep;

import dev.leasehold.cluster.PlainCalls;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Takes away what carries our mark but belongs to no live record. */
record Orphans(KubernetesClient client, PlainCalls calls) {
  private static final Logger LOG = Logger.getLogger(Orphans.class);

  /**
   * Only the very object that was listed: what somebody made under its name since is not ours. What
   * was listed just before its record was closed is gone, and nothing is said of it.
   *
   * @param removed told if it was this that removed or emptied it, once
   */
  boolean remove(Marked orphan, Consumer<Removed> removed) {
    boolean deleted = calls.delete(orphan.path(), orphan.uid());
    if (deleted) {
      LOG.warnf(
          "kind=%s namespace=%s name=%s belonged to no live record and was deleted",
          orphan.kind(), orphan.namespace(), orphan.name());
    }
    // What a finalizer holds is deleted again in each round.
    if (deleted && !orphan.going()) {
      removed.accept(orphan.removed());
    }
    if (orphan.kind() == Marked.Kind.ROLE_BINDING) {
      Optional<RoleBinding> held = held(orphan);
      held.ifPresent(this::empty);
      held.filter(_ -> orphan.going()).ifPresent(_ -> removed.accept(orphan.removed()));
    }
    return deleted;
  }

  /** Whether somebody's finalizer keeps it, and with it the access that it gives. */
  private Optional<RoleBinding> held(Marked binding) {
    return Optional.ofNullable(at(binding.namespace(), binding.name()).get())
        .filter(now -> now.getMetadata().getUid().equals(binding.uid()))
        .filter(now -> now.getSubjects() != null && !now.getSubjects().isEmpty());
  }

  private Resource<RoleBinding> at(String namespace, String name) {
    return client.rbac().roleBindings().inNamespace(namespace).withName(name);
  }

  /** As at an ending: the finalizer is not ours to drop, but nothing is granted any more. */
  private void empty(RoleBinding held) {
    String operations =
        """
        [{"op": "test", "path": "/metadata/uid", "value": "%s"},
         {"op": "add", "path": "/subjects", "value": []}]
        """
            .formatted(held.getMetadata().getUid());
    RoleBinding _ =
        at(held.getMetadata().getNamespace(), held.getMetadata().getName())
            .patch(PatchContext.of(PatchType.JSON), operations);
    LOG.warnf(
        "namespace=%s name=%s belonged to no live record, is held by finalizer %s and was emptied",
        held.getMetadata().getNamespace(),
        held.getMetadata().getName(),
        String.join(",", held.getMetadata().getFinalizers()));
  }
}
