package dev.leasehold.grant.vault;

import dev.leasehold.grant.Outcome;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes tokens for grants from the token role that the catalog names: orphans, so that they outlive
 * no grant and are not cut short by the operator's own login either.
 */
final class Children {
  /** What nobody has noted yet is dead after so many seconds. */
  static final long FIRST = 60;

  private Children() {}

  /** A token that lives for {@link #FIRST} seconds, and can be renewed until the turn's end. */
  static Outcome<Child> take(Door door, Turn turn) {
    long left = turn.secondsToLast();
    if (left == 0) {
      return new Outcome.Refused<>(
          new Reason(ReasonCode.WINDOW_OVER, "There is no time left in the window."));
    }
    Answer answer =
        door.write("auth/token/create/" + turn.target().tokenRole(), request(turn, left));
    if (answer.forbidden()) {
      throw door.trouble().forbidden("auth/token/create/" + turn.target().tokenRole());
    }
    if (!answer.succeeded()) {
      return new Outcome.Refused<>(refused(door, turn, answer));
    }
    return checked(door, turn, answer.auth());
  }

  private static Map<String, Object> request(Turn turn, long left) {
    JsonArray policies = new JsonArray();
    turn.target().policies().forEach(policies::add);
    return Map.of(
        "policies",
        policies,
        "ttl",
        Math.min(left, FIRST) + "s",
        "explicit_max_ttl",
        // Counted from the second in which the token was made, begun or not.
        left + 1 + "s",
        "renewable",
        true,
        "display_name",
        "leasehold",
        "meta",
        meta(turn.grant(), turn));
  }

  private static JsonObject meta(Grant grant, Turn turn) {
    return new JsonObject()
        .add("leasehold_request_uid", grant.request().uid())
        .add("leasehold_record", grant.recordName())
        .add("leasehold_target", turn.target().name())
        .add("leasehold_generation", String.valueOf(turn.generation()));
  }

  private static Reason refused(Door door, Turn turn, Answer answer) {
    String role = turn.target().tokenRole();
    return door.trouble()
        .reason(
            ReasonCode.VAULT_TOKEN_REFUSED,
            answer.says("batch tokens cannot")
                ? "tokens of role "
                    + role
                    + " are batch tokens, which nobody can take back (token_type=service)"
                : "it gives no token of role "
                    + role
                    + " with these policies ("
                    + answer.status()
                    + "); look at that token role");
  }

  /** What is not as it was asked for is given back at once. */
  private static Outcome<Child> checked(Door door, Turn turn, JsonObject auth) {
    Optional<String> accessor = Answer.text(auth, "accessor");
    Optional<Child> child =
        Answer.text(auth, "client_token").flatMap(t -> accessor.map(a -> new Child(t, a)));
    Optional<String> flaw = flaw(turn, auth);
    if (child.isPresent() && flaw.isEmpty()) {
      return new Outcome.Done<>(child.get());
    }
    accessor.ifPresent(a -> door.write("auth/token/revoke-accessor", Map.of("accessor", a)));
    return new Outcome.Refused<>(
        door.trouble()
            .reason(
                ReasonCode.VAULT_TOKEN_UNFIT,
                "tokens of role "
                    + turn.target().tokenRole()
                    + " "
                    + flaw.orElse("have no accessor")
                    + "; mend that token role"));
  }

  private static Optional<String> flaw(Turn turn, JsonObject auth) {
    if (!Answer.isTrue(auth, "orphan")) {
      return Optional.of("are no orphans (orphan=true)");
    }
    if (Answer.number(auth, "lease_duration") > FIRST) {
      return Optional.of("live longer than asked for (token_period=0)");
    }
    if (!Answer.isTrue(auth, "renewable") && turn.secondsLeft() > FIRST) {
      return Optional.of("cannot be renewed (renewable=true, token_type=service)");
    }
    if (Answer.number(auth, "num_uses") != 0) {
      return Optional.of("are worn out by use (token_num_uses=0)");
    }
    Set<String> granted = new HashSet<>(Set.of("default"));
    // Vault does not tell capitals apart in names of policies.
    turn.target().policies().forEach(policy -> granted.add(policy.toLowerCase(Locale.ROOT)));
    return granted.containsAll(policies(auth))
        ? Optional.empty()
        : Optional.of("have more policies than the catalog names");
  }

  private static Set<String> policies(JsonObject auth) {
    Set<String> policies = new HashSet<>();
    JsonValue all = auth.get("policies");
    if (all != null && all.isArray()) {
      all.asArray().values().forEach(p -> policies.add(p.isString() ? p.asString() : ""));
    }
    return policies;
  }

  /** Gives the token all the time that is left; says when it ends. */
  static Instant extend(Door door, Turn turn, Child child) {
    long left = turn.secondsToLast();
    Instant now = turn.now();
    Answer answer =
        door.write(
            "auth/token/renew-accessor",
            Map.of("accessor", child.accessor(), "increment", left + "s"));
    if (answer.forbidden()) {
      throw door.trouble().forbidden("auth/token/renew-accessor");
    }
    if (!answer.succeeded()) {
      throw door.trouble()
          .because(
              ReasonCode.VAULT_TOKEN_LOST, "the token of this grant was gone before it was of use");
    }
    Instant end = now.plusSeconds(Answer.number(answer.auth(), "lease_duration"));
    return end.isBefore(turn.notAfter()) ? end : turn.notAfter();
  }
}
