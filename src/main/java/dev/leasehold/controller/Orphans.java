package dev.leasehold.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes away what carries our mark but belongs to no live record. */
record Orphans(KubernetesClient client) {
  private static final Logger LOG = Logger.getLogger(Orphans.class);

  /** What was listed just before its record was closed is gone, and nothing is said of it. */
  boolean remove(HasMetadata orphan) {
    boolean deleted = !client.resource(orphan).delete().isEmpty();
    if (deleted) {
      LOG.warnf(
          "kind=%s namespace=%s name=%s belonged to no live record and was deleted",
          orphan.getKind(), orphan.getMetadata().getNamespace(), orphan.getMetadata().getName());
    }
    if (orphan instanceof RoleBinding binding) {
      held(binding).ifPresent(this::empty);
    }
    return deleted;
  }

  /** Whether somebody's finalizer keeps it, and with it the access that it gives. */
  private Optional<RoleBinding> held(RoleBinding binding) {
    return Optional.ofNullable(client.resource(binding).get())
        .filter(now -> now.getMetadata().getUid().equals(binding.getMetadata().getUid()))
        .filter(now -> now.getSubjects() != null && !now.getSubjects().isEmpty());
  }

  /** As at an ending: the finalizer is not ours to drop, but nothing is granted any more. */
  private void empty(RoleBinding held) {
    String operations =
        """
        [{"op": "test", "path": "/metadata/uid", "value": "%s"},
         {"op": "add", "path": "/subjects", "value": []}]
        """
            .formatted(held.getMetadata().getUid());
    RoleBinding _ = client.resource(held).patch(PatchContext.of(PatchType.JSON), operations);
    LOG.warnf(
        "namespace=%s name=%s belonged to no live record, is held by finalizer %s and was emptied",
        held.getMetadata().getNamespace(),
        held.getMetadata().getName(),
        String.join(",", held.getMetadata().getFinalizers()));
  }
}
