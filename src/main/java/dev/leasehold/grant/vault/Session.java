package dev.leasehold.grant.vault;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.ReasonCode;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The operator's own login, by its service account: renewed while it can be, made anew when it is
 * over or was refused. There is no other way in.
 */
final class Session {
  /**
   * What is refused so soon after a login is not for want of one; a login that Vault has forgotten
   * keeps nobody waiting for longer.
   */
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final VaultConnection connection;
  private final Client client;
  private final Lane lane;
  private final Function<VaultConnection, Optional<String>> identity;
  private final LongSupplier nanoTime;
  private Optional<Login> current = Optional.empty();

  Session(
      VaultConnection connection,
      Client client,
      Lane lane,
      Function<VaultConnection, Optional<String>> identity,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.client = client;
    this.lane = lane;
    this.identity = identity;
    this.nanoTime = nanoTime;
  }

  /** A token that should be good. */
  String token() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      Login login =
          current
              .filter(l -> !l.over(now))
              .map(l -> l.ageing(now) ? renewed(l, now) : l)
              .orElseGet(() -> login(now));
      current = Optional.of(login);
      return login.token();
    } finally {
      lock.unlock();
    }
  }

  /** Another one than that which was refused; empty if that was fresh, and is not to blame. */
  Optional<String> insteadOf(String refused) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      Optional<Login> other = current.filter(l -> !l.token().equals(refused));
      if (other.isEmpty() && current.filter(l -> l.age(now) < FRESH).isPresent()) {
        return Optional.empty();
      }
      current = other.or(() -> Optional.of(login(now)));
      return current.map(Login::token);
    } finally {
      lock.unlock();
    }
  }

  private Login renewed(Login login, long now) {
    if (!login.renewable()) {
      return login(now);
    }
    Answer answer = lane.pass(() -> client.write(login.token(), "auth/token/renew-self", Map.of()));
    return answer.succeeded() ? Login.of(login.token(), answer.auth(), now) : login(now);
  }

  private Login login(long now) {
    String jwt =
        identity
            .apply(connection)
            .orElseThrow(
                () ->
                    client
                        .trouble()
                        .because(
                            ReasonCode.VAULT_IDENTITY_MISSING,
                            "there is no service account token to log in with"));
    Map<String, Object> body = Map.of("role", connection.role(), "jwt", jwt);
    String path = "auth/" + connection.mount() + "/login";
    JsonObject auth = accepted(lane.pass(() -> client.write(Client.NO_TOKEN, path, body)));
    return Answer.text(auth, "client_token")
        .map(token -> Login.of(token, auth, now))
        .orElseThrow(
            () ->
                client
                    .trouble()
                    .because(ReasonCode.VAULT_UNINTELLIGIBLE, "its login gave no token"));
  }

  private JsonObject accepted(Answer answer) {
    if (!answer.succeeded()) {
      throw refused(answer.status());
    }
    return answer.auth();
  }

  private Unavailable refused(int status) {
    return client
        .trouble()
        .because(
            ReasonCode.VAULT_LOGIN_REFUSED,
            "it does not let the operator log in as role "
                + connection.role()
                + " of auth/"
                + connection.mount()
                + " ("
                + status
                + "); look at that role, and whether Vault can still have tokens reviewed");
  }
}
