package dev.leasehold.grant.vault;

import dev.leasehold.grant.Outcome;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.VaultSource;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a target names, with the grant's own token, and refuses what cannot be taken back. */
final class Fetching {
  /** Replacing what ends sooner would be all that is done. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final Door door;
  private final Turn turn;
  private final Child child;

  Fetching(Door door, Turn turn, Child child) {
    this.door = door;
    this.turn = turn;
    this.child = child;
  }

  /** Credentials with a lease, or a certificate that ends within the window. */
  Outcome<Fetched> dynamic(VaultSource.Dynamic made) {
    return ask(made.secret(), parameters(made)).then(answer -> leased(made.secret(), answer));
  }

  /**
   * What lies there now; a version 2 answer tells when it was last changed. With a lease it does
   * not lie there, and must not be delivered as if it did.
   */
  Outcome<Fetched> lying(VaultSource.Static secret) {
    return ask(secret.secret(), Map.of())
        .then(
            answer ->
                answer.leaseId().isPresent()
                    ? new Outcome.Done<>(
                        new Fetched(answer.data(), answer.leaseId(), Optional.empty()))
                    : fresh(secret, answer.data()));
  }

  private Map<String, Object> parameters(VaultSource.Dynamic made) {
    Map<String, Object> parameters = new HashMap<>();
    made.parameters()
        .forEach(
            (name, value) ->
                parameters.put(name, value.replace(VaultSource.TTL, turn.secondsLeft() + "s")));
    return parameters;
  }

  private Outcome<Answer> ask(String path, Map<String, Object> body) {
    Answer answer = door.askWith(child.token(), path, body);
    return answer.succeeded()
        ? new Outcome.Done<>(answer)
        : refused(
            switch (answer.status()) {
              case 403 -> ReasonCode.VAULT_POLICY_MISSING;
              case 404 -> ReasonCode.VAULT_PATH_EMPTY;
              default -> ReasonCode.VAULT_PATH_REFUSED;
            },
            switch (answer.status()) {
              case 403 -> "the policies of the grant's token do not allow " + path + " (403)";
              case 404 -> empty(path, answer);
              default -> "it refuses what is asked of " + path + " (" + answer.status() + ")";
            });
  }

  private static String empty(String path, Answer answer) {
    return Versioned.gone(answer.data())
        .map(how -> "the current version at " + path + " is " + how + " (404); write another one")
        .orElse("there is nothing at " + path + " (404)");
  }

  private Outcome<Fetched> leased(String path, Answer answer) {
    Optional<String> lease = answer.leaseId();
    if (lease.isEmpty()) {
      return certificate(path, answer.data());
    }
    Instant end = turn.now().plusSeconds(answer.leaseSeconds());
    Fetched fetched = new Fetched(answer.data(), lease, Optional.of(end));
    return new Outcome.Done<>(fetched);
  }

  /** Whether a lease is long enough to be used at all. */
  Optional<Reason> tooShort(Fetched fetched) {
    boolean enough =
        fetched
            .endsAt()
            .filter(end -> end.isBefore(turn.notAfter()))
            .filter(end -> end.isBefore(turn.now().plus(SHORTEST).minusSeconds(1)))
            .isEmpty();
    return enough
        ? Optional.empty()
        : Optional.of(
            door.trouble()
                .reason(
                    ReasonCode.VAULT_LEASE_TOO_SHORT,
                    "its leases are shorter than a minute; raise the ttl of its role"));
  }

  private Outcome<Fetched> certificate(String path, JsonObject data) {
    Optional<Instant> end = CertificateEnd.of(data);
    if (end.isEmpty()) {
      return refused(
          ReasonCode.VAULT_NO_LEASE,
          "what "
              + path
              + " gives has no lease, so it could not be taken back; name a path that leases, or"
              + " kv");
    }
    return end.get().isAfter(turn.grant().window().end())
        ? refused(
            ReasonCode.VAULT_CERTIFICATE_TOO_LONG,
            "the certificate of "
                + path
                + " has no lease and outlives the window; send ttl: \"{{ttl}}\" in parameters")
        : new Outcome.Done<>(new Fetched(data, Optional.empty(), end));
  }

  private Outcome<Fetched> fresh(VaultSource.Static secret, JsonObject data) {
    Optional<JsonObject> versioned = Versioned.metadata(data);
    if (versioned.isEmpty()) {
      return new Outcome.Done<>(new Fetched(data, Optional.empty(), Optional.empty()));
    }
    boolean stale =
        secret
            .rotatedEvery()
            .filter(
                every ->
                    Versioned.changedAt(versioned.get())
                        .filter(changed -> !changed.plus(every).isBefore(turn.now()))
                        .isEmpty())
            .isPresent();
    return stale
        ? refused(
            ReasonCode.VAULT_SECRET_STALE,
            "the secret at "
                + secret.secret()
                + " was not changed for longer than the catalog promises; change it, or mend"
                + " kv.rotatedEvery")
        : new Outcome.Done<>(
            new Fetched(Versioned.fields(data), Optional.empty(), Optional.empty()));
  }

  private <T> Outcome<T> refused(ReasonCode code, String why) {
    return new Outcome.Refused<>(door.trouble().reason(code, why));
  }
}
