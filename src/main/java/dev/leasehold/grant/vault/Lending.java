package dev.leasehold.grant.vault;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Outcome;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.VaultSource;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Hands out one credential through a grant's token. What is not noted yet lives as long as the
 * token's first TTL at most: the token is extended only when all that hangs on it is noted.
 */
final class Lending {
  private final VaultConnection connection;
  private final Door door;
  private final Turn turn;
  private final Child child;
  private VaultHold hold;

  Lending(VaultConnection connection, Door door, Turn turn, Child child) {
    this.connection = connection;
    this.door = door;
    this.turn = turn;
    this.child = child;
    this.hold = new VaultHold(turn.generation(), child.accessor(), List.of(), heldUntil());
  }

  /** What does not come to a credential leaves nothing that could be taken back at once. */
  Outcome<Issued> lend() {
    boolean lent = false;
    try {
      turn.ledger().note(hold);
      Outcome<Issued> outcome = bySource();
      lent = outcome instanceof Outcome.Done;
      return outcome;
    } finally {
      if (!lent) {
        new Undoing(door).revoke(List.of(hold));
      }
    }
  }

  private Outcome<Issued> bySource() {
    Fetching fetching = new Fetching(door, turn, child);
    return switch (turn.target().source()) {
      case VaultSource.Token _ -> lent(ownToken(), Optional.empty());
      case VaultSource.Dynamic made ->
          fetching.dynamic(made).then(fetched -> leased(fetching, fetched));
      case VaultSource.Static lying -> fetching.lying(lying).then(this::unleased);
    };
  }

  private JsonObject ownToken() {
    JsonObject fields =
        new JsonObject().add("token", child.token()).add("address", connection.address());
    connection.namespace().ifPresent(namespace -> fields.add("namespace", namespace));
    connection.caBundle().ifPresent(pem -> fields.add("ca.crt", pem));
    return fields;
  }

  private Outcome<Issued> leased(Fetching fetching, Fetched fetched) {
    fetched.leaseId().ifPresent(this::noteLease);
    Optional<Reason> flaw = fetching.tooShort(fetched);
    return flaw.isPresent()
        ? new Outcome.Refused<>(flaw.get())
        : lent(fetched.fields(), fetched.endsAt());
  }

  private void noteLease(String id) {
    hold = new VaultHold(turn.generation(), child.accessor(), List.of(id), heldUntil());
    turn.ledger().note(hold);
  }

  private Outcome<Issued> lent(JsonObject fields, Optional<Instant> endsAt) {
    return Fields.of(turn.target(), fields).then(credential -> extended(credential, endsAt));
  }

  private Outcome<Issued> extended(Credential credential, Optional<Instant> endsAt) {
    try {
      Instant end = Children.extend(door, turn, child);
      Instant first = endsAt.filter(e -> e.isBefore(end)).orElse(end);
      return new Outcome.Done<>(new Issued(facts(child.accessor(), first), credential));
    } catch (RuntimeException e) {
      credential.close();
      throw e;
    }
  }

  /** What was made for this grant would end with the token, which is given back below. */
  private Outcome<Issued> unleased(Fetched fetched) {
    fetched.leaseId().ifPresent(this::noteLease);
    return fetched.leaseId().isEmpty()
        ? read(fetched)
        : new Outcome.Refused<>(
            door.trouble()
                .reason(
                    ReasonCode.VAULT_LEASED,
                    "what is named as kv has a lease, so it is no static secret; name it as"
                        + " dynamicSecret"));
  }

  /** Once it is read nothing is needed any more of the token. */
  private Outcome<Issued> read(Fetched fetched) {
    return Fields.of(turn.target(), fetched.fields())
        .then(
            credential -> {
              new Undoing(door).revoke(List.of(hold));
              return new Outcome.Done<>(new Issued(facts("", turn.notAfter()), credential));
            });
  }

  private CredentialFacts facts(String accessor, Instant end) {
    return CredentialFacts.unanchored(
        turn.generation(), accessor, turn.asked().truncatedTo(ChronoUnit.SECONDS), end);
  }

  private Instant heldUntil() {
    Instant soon = turn.now().plusSeconds(Children.FIRST);
    return turn.target().isStored() ? soon : turn.notAfter();
  }
}
