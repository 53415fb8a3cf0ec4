package dev.leasehold.controller;

import dev.leasehold.grant.Provisioner;
import dev.leasehold.guard.EpochNote;
import dev.leasehold.guard.Prover;
import dev.leasehold.policy.Rulebook;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the engine is given to work with.
 *
 * @param reach what everything acts through but the sweep
 * @param sweeping what the sweep acts through, so that what ails the other does not ail it
 * @param inspecting makes what looks for bindings where it is told
 * @param unwatched for how long, when this process began to work, no other did
 * @param rulebook answers the conditions that catalogs' owners write
 * @param digest SHA-256 over canonical JSON
 */
public record Given(
    Reach reach,
    Reach sweeping,
    Settings settings,
    Function<Bindings, Provisioner> inspecting,
    Prover probe,
    EpochNote epoch,
    Supplier<Duration> unwatched,
    Reports reports,
    Rulebook rulebook,
    UnaryOperator<String> digest) {
  /** Finds one of the bindings of grants. */
  @FunctionalInterface
  public interface Bindings {
    Optional<RoleBinding> find(String namespace, String name);
  }
}
