package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;

/**
 * The guard as the cluster has it.
 *
 * @param objects policies and bindings that are labelled as the guard's
 * @param kinds the definitions of our kinds
 * @param stamps whether this cluster has mutating policies at all (from 1.36 on)
 */
record InstalledGuard(
    List<GenericKubernetesResource> objects, InstalledKinds kinds, boolean stamps) {
  InstalledGuard {
    objects = List.copyOf(objects);
  }

  Fingerprint fingerprint() {
    Fingerprint all = Fingerprint.of(objects, kinds.definitions());
    // Policies that come from files are not shown, so nothing tells since when they are there.
    return objects.isEmpty() ? all.undated() : all;
  }

  /**
   * What is not as the chart has it, if anything. That is no sight of the guard failing: an upgrade
   * edits policies too, and what became of them is told by their UIDs and generations.
   */
  Optional<Proof.NotLive> differenceFrom(List<GenericKubernetesResource> packaged) {
    return packaged.stream()
        .filter(wanted -> stamps || !wanted.getKind().startsWith("Mutating"))
        .map(this::difference)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Proof.NotLive> difference(GenericKubernetesResource wanted) {
    String name = wanted.getMetadata().getName();
    Optional<GenericKubernetesResource> found =
        objects.stream()
            .filter(object -> object.getKind().equals(wanted.getKind()))
            .filter(object -> object.getMetadata().getName().equals(name))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          Proof.NotLive.untried(
              name,
              "the %s is missing, or not labelled leasehold.dev/guard=true: install the chart's own"
                  .formatted(wanted.getKind())));
    }
    return Spec.of(found.get()).equals(Spec.of(wanted))
        ? Optional.empty()
        : Optional.of(
            Proof.NotLive.untried(
                name,
                "the %s differs from the one that this operator came with: delete it, then install the chart of the same version and values"
                    .formatted(wanted.getKind())));
  }
}
