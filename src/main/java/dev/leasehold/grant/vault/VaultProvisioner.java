package dev.leasehold.grant.vault;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Ledger;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Grants by Vault: each credential is, or comes through, an orphan token of its own. It keeps no
 * state but its own logins; what exists is what the record's ledger says, since nothing in Vault
 * can be found by a name of ours.
 */
public final class VaultProvisioner implements Provisioner, AutoCloseable {
  private final VaultSettings settings;
  private final Map<String, Door> doors;

  /**
   * @throws IllegalArgumentException if the certificates of a connection cannot be read
   */
  public VaultProvisioner(VaultSettings settings) {
    this.settings = settings;
    this.doors =
        settings.connections().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    VaultConnection::name, connection -> new Door(connection, settings)));
  }

  /** The connections, with whether the last call was answered; empty before the first. */
  public Map<String, Supplier<Optional<Boolean>>> answers() {
    return doors.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, door -> door.getValue()::answers));
  }

  @Override
  public boolean serves(Target target) {
    return target instanceof Target.Vault;
  }

  @Override
  public boolean remote() {
    return true;
  }

  /**
   * Makes nothing; but where other targets would be made, Vault is asked first whether it is up.
   */
  @Override
  public Outcome<List<ObjectRef>> provision(Grant grant, Target target) {
    return naming(
        target,
        () -> {
          if (grant.targets().size() > 1) {
            door(target).knock();
          }
          return new Outcome.Done<>(List.of());
        });
  }

  @Override
  public Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    return naming(
        target,
        () -> {
          Turn turn =
              new Turn(
                  grant,
                  vault(target),
                  generation,
                  now,
                  notAfter,
                  ledger,
                  settings.nanoTime().getAsLong(),
                  settings.nanoTime());
          return switch (lend(turn)) {
            case Outcome.Done<Issued>(Issued issued) -> new Outcome.Done<>(Optional.of(issued));
            case Outcome.Refused<Issued>(Reason reason) ->
                new Outcome.Refused<>(named(target, reason));
          };
        });
  }

  private Outcome<Issued> lend(Turn turn) {
    Door door = door(turn.target());
    undoAttempts(door, turn);
    return Children.take(door, turn)
        .then(child -> new Lending(door.connection(), door, turn, child).lend());
  }

  /** An attempt that came to nothing as far as we know may have come to a credential. */
  private static void undoAttempts(Door door, Turn turn) {
    List<VaultHold> attempts =
        turn.ledger().known().vault().stream()
            .filter(hold -> hold.generation() >= turn.generation())
            .toList();
    if (new Undoing(door).undo(attempts) instanceof Removal.Left(Reason reason)) {
      throw new Unavailable(reason);
    }
  }

  @Override
  public Removal retire(Grant grant, Target target, int generation, Holdings known) {
    return taking(
        target,
        undoing ->
            undoing.undo(
                known.vault().stream().filter(h -> h.generation() == generation).toList()));
  }

  @Override
  public Condition inspect(Grant grant, Target target, Holdings known) {
    return target.isStored()
        ? new Condition.Intact()
        : naming(
            target,
            () ->
                known
                    .current()
                    .map(facts -> inspected(target, facts.jti(), known))
                    .orElseGet(Condition.Intact::new));
  }

  private Condition inspected(Target target, String accessor, Holdings known) {
    Undoing undoing = new Undoing(door(target));
    if (!undoing.there("auth/token/lookup-accessor", "accessor", accessor)) {
      return lost(target, ReasonCode.VAULT_TOKEN_GONE, "it has lost the token of this grant");
    }
    return known.vault().stream()
            .filter(hold -> hold.accessor().equals(accessor))
            .flatMap(hold -> hold.leaseIds().stream())
            .allMatch(id -> undoing.there("sys/leases/lookup", "lease_id", id))
        ? new Condition.Intact()
        : lost(target, ReasonCode.VAULT_LEASE_GONE, "it has lost a lease of this grant");
  }

  private Condition lost(Target target, ReasonCode code, String what) {
    return new Condition.Lessened(named(target, door(target).trouble().reason(code, what)), true);
  }

  @Override
  public Removal cut(Grant grant, Target target, Holdings known) {
    return taking(target, undoing -> undoing.revoke(known.vault()));
  }

  @Override
  public Removal remove(Grant grant, Target target, Holdings known) {
    return taking(target, undoing -> undoing.look(known.vault()));
  }

  private Removal taking(Target target, Function<Undoing, Removal> act) {
    try {
      return switch (act.apply(new Undoing(door(target)))) {
        case Removal.Gone gone -> gone;
        case Removal.Left(Reason reason) -> new Removal.Left(named(target, reason));
      };
    } catch (Unavailable e) {
      return new Removal.Left(named(target, e.reason()));
    }
  }

  /** Whatever is said names the target, since a grant may have several. */
  private static <T> T naming(Target target, Supplier<T> act) {
    try {
      return act.get();
    } catch (Unavailable e) {
      throw new Unavailable(named(target, e.reason()));
    }
  }

  private static Reason named(Target target, Reason reason) {
    String prefix = "target " + target.name() + ": ";
    return reason.message().startsWith(prefix)
        ? reason
        : new Reason(reason.code(), prefix + reason.message());
  }

  private static Target.Vault vault(Target target) {
    if (target instanceof Target.Vault vault) {
      return vault;
    }
    throw new IllegalArgumentException("no target of Vault: " + target.name());
  }

  private Door door(Target target) {
    return Optional.ofNullable(doors.get(vault(target).connection()))
        .orElseThrow(() -> unknown(target));
  }

  private static Unavailable unknown(Target target) {
    return new Trouble(vault(target).connection())
        .because(
            ReasonCode.VAULT_CONNECTION_UNKNOWN,
            "there is none of that name in the chart's vault.connections");
  }

  @Override
  public void close() {
    doors.values().forEach(Door::close);
  }
}
