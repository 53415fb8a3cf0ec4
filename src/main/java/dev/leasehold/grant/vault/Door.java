package dev.leasehold.grant.vault;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One Vault as the operator uses it: as itself, or with a grant's token. Calls in which an engine's
 * backend takes part have a lane for each engine, so that a dead database holds up nobody else.
 */
final class Door implements AutoCloseable {
  private final VaultConnection connection;
  private final VaultSettings settings;
  private final Client client;
  private final Session session;
  private final Lane own;
  private final Map<String, Lane> engines = new ConcurrentHashMap<>();

  Door(VaultConnection connection, VaultSettings settings) {
    this.connection = connection;
    this.settings = settings;
    this.client = new Client(connection, settings.callTimeout());
    this.own = lane();
    this.session = new Session(connection, client, own, settings.identity(), settings.nanoTime());
  }

  VaultConnection connection() {
    return connection;
  }

  Trouble trouble() {
    return client.trouble();
  }

  /** Whether the last call was answered; empty before the first. */
  Optional<Boolean> answers() {
    return client.answers();
  }

  /** Throws if Vault cannot be asked anything now; what it says does not matter. */
  void knock() {
    Answer _ = asSelf(own, Optional.empty(), "auth/token/lookup-self");
  }

  /** As the operator; changes nothing. */
  Answer read(String path) {
    return asSelf(own, Optional.empty(), path);
  }

  /** As the operator, of Vault itself. */
  Answer write(String path, Map<String, Object> body) {
    settings.tenure().run();
    return asSelf(own, Optional.of(body), path);
  }

  /** As the operator, of an engine that may have to ask its backend. */
  Answer writeTo(String engine, String path, Map<String, Object> body) {
    settings.tenure().run();
    return asSelf(lane(engine), Optional.of(body), path);
  }

  /** With a grant's token; a read where there is nothing to send. */
  Answer askWith(String token, String path, Map<String, Object> body) {
    settings.tenure().run();
    return lane(engine(path))
        .pass(() -> ask(token, path, Optional.of(body).filter(b -> !b.isEmpty())));
  }

  /** Which engine a path or a lease belongs to. */
  static String engine(String path) {
    return path.split("/", 2)[0];
  }

  private Answer asSelf(Lane lane, Optional<Map<String, Object>> body, String path) {
    String token = session.token();
    Answer first = lane.pass(() -> ask(token, path, body));
    if (!first.forbidden() || Unknown.isSaid(first)) {
      return first;
    }
    return session
        .insteadOf(token)
        .map(other -> lane.pass(() -> ask(other, path, body)))
        .orElse(first);
  }

  private Answer ask(String token, String path, Optional<Map<String, Object>> body) {
    return body.map(b -> client.write(token, path, b)).orElseGet(() -> client.read(token, path));
  }

  private Lane lane(String engine) {
    return engines.computeIfAbsent(engine, name -> lane());
  }

  private Lane lane() {
    return new Lane(client.trouble(), settings.callTimeout(), settings.nanoTime());
  }

  @Override
  public void close() {
    client.close();
  }
}
