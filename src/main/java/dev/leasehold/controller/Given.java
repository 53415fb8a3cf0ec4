package dev.leasehold.controller;

import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.guard.EpochNote;
import dev.leasehold.guard.Prover;
import dev.leasehold.policy.Rulebook;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the engine is given to work with.
 *
 * @param sweeping a client of its own for the sweep, so that what ails the other does not ail it
 * @param inspecting makes the same provisioners, but looking for bindings where it is told
 * @param unwatched for how long, when this process began to work, no other did
 * @param rulebook answers the conditions that catalogs' owners write
 * @param digest SHA-256 over canonical JSON
 */
public record Given(
    KubernetesClient client,
    KubernetesClient sweeping,
    Settings settings,
    List<Provisioner> provisioners,
    Function<Bindings, List<Provisioner>> inspecting,
    Delivery delivery,
    Prover probe,
    EpochNote epoch,
    Supplier<Duration> unwatched,
    Notices notices,
    Rulebook rulebook,
    UnaryOperator<String> digest) {
  public Given {
    provisioners = List.copyOf(provisioners);
  }

  /** Finds one of the bindings of grants. */
  @FunctionalInterface
  public interface Bindings {
    Optional<RoleBinding> find(String namespace, String name);
  }
}
