package dev.leasehold.grant.vault;

import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.VaultHold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes back what Vault holds: first the leases, waiting for each, since those of a revoked token
 * are only queued; then the token. That it is gone is known by looking, and by nothing else.
 */
final class Undoing {
  private final Door door;

  Undoing(Door door) {
    this.door = door;
  }

  /** Revokes all, whatever fails among it. */
  Removal revoke(List<VaultHold> holds) {
    List<Reason> left = new ArrayList<>();
    for (VaultHold hold : holds) {
      hold.leaseIds().forEach(id -> tried(() -> lease(id)).ifPresent(left::add));
      tried(() -> token(hold.accessor())).ifPresent(left::add);
    }
    return left.isEmpty() ? new Removal.Gone("revoked") : new Removal.Left(left.getFirst());
  }

  /** Looks for all of it, and changes nothing. */
  Removal look(List<VaultHold> holds) {
    List<String> proofs = new ArrayList<>();
    for (VaultHold hold : holds) {
      try {
        Optional<Reason> left = held(hold);
        if (left.isPresent()) {
          return new Removal.Left(left.get());
        }
      } catch (Unavailable e) {
        return new Removal.Left(e.reason());
      }
      proofs.add(proof(hold));
    }
    return new Removal.Gone(String.join("; ", proofs));
  }

  /** Both, and what looking shows decides: a revocation whose reply was lost was one. */
  Removal undo(List<VaultHold> holds) {
    Removal revoked = revoke(holds);
    return switch (look(holds)) {
      case Removal.Gone gone -> gone;
      case Removal.Left left -> revoked instanceof Removal.Left why ? why : left;
    };
  }

  /** The first of it that is still there. */
  private Optional<Reason> held(VaultHold hold) {
    if (there("auth/token/lookup-accessor", "accessor", hold.accessor())) {
      return Optional.of(still("the token with accessor " + hold.accessor()));
    }
    return hold.leaseIds().stream()
        .filter(id -> there("sys/leases/lookup", "lease_id", id))
        .findFirst()
        .map(id -> still("lease " + id + ", which it could not take back"));
  }

  /** Whether it is there; throws where Vault does not say. */
  boolean there(String path, String key, String id) {
    Answer answer = door.write(path, Map.of(key, id));
    if (answer.succeeded()) {
      return true;
    }
    if (Unknown.isSaid(answer)) {
      return false;
    }
    throw answer.forbidden()
        ? door.trouble().forbidden(path)
        : door.trouble().answered(answer.status(), false);
  }

  private Optional<Reason> lease(String id) {
    Answer answer =
        door.writeTo(Door.engine(id), "sys/leases/revoke", Map.of("lease_id", id, "sync", true));
    return answer.succeeded() || Unknown.isSaid(answer)
        ? Optional.empty()
        : Optional.of(
            answer.forbidden()
                ? door.trouble().forbidden("sys/leases/revoke").reason()
                : door.trouble()
                    .reason(
                        ReasonCode.VAULT_REVOKE_FAILED,
                        "its engine could not take back lease "
                            + id
                            + "; look at what is behind that engine"));
  }

  private Optional<Reason> token(String accessor) {
    Answer answer = door.write("auth/token/revoke-accessor", Map.of("accessor", accessor));
    return answer.succeeded() || Unknown.isSaid(answer)
        ? Optional.empty()
        : Optional.of(
            answer.forbidden()
                ? door.trouble().forbidden("auth/token/revoke-accessor").reason()
                : door.trouble().answered(answer.status(), false).reason());
  }

  private static Optional<Reason> tried(Supplier<Optional<Reason>> act) {
    try {
      return act.get();
    } catch (Unavailable e) {
      return Optional.of(e.reason());
    }
  }

  private Reason still(String what) {
    return door.trouble().reason(ReasonCode.VAULT_STILL_HOLDS, "it still holds " + what);
  }

  private static String proof(VaultHold hold) {
    return "Vault knows no token with accessor "
        + hold.accessor()
        + hold.leaseIds().stream().map(id -> ", no lease " + id).reduce("", String::concat);
  }
}
