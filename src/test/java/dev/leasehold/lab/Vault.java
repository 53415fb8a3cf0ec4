package dev.leasehold.lab;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real Vault on loopback, with storage that survives it and a database behind it. Its root token
 * serves the lab, never the operator.
 */
public final class Vault implements AutoCloseable {
  private final String authority;
  private final HttpClient http;
  private final Database database;
  private final VaultServer server;
  private String unsealKey = "";
  private String rootToken = "";

  Vault(Path directory, CertificateAuthority authority) {
    this.authority = authority.certificate();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.in(authority.certificate()))
            .build();
    this.database = new Database(directory);
    this.server = new VaultServer(directory, authority.server());
  }

  /** Its state at one time, for {@link #restore}. */
  public record Snapshot(Path content) {}

  /** Initialises and unseals it, and sets it up for this lab. */
  void open(Lab lab) {
    database.open();
    awaitListening();
    VaultLogin.Answer made =
        as("").write("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1)).orThrow();
    unsealKey = made.text("/keys/0");
    rootToken = made.text("/root_token");
    unseal();
    new VaultFurniture(lab, this).install();
  }

  /** Where it listens, such as {@code https://127.0.0.1:8200}. */
  public String address() {
    return server.address();
  }

  /** The chart's value vault.connections for it: one, of name default. */
  public String connections() {
    return connections(address());
  }

  /** The same, for a way to it that is elsewhere. */
  public String connections(String otherAddress) {
    return Serialization.asJson(
        Map.of(
            "default",
            Map.of(
                "address",
                otherAddress,
                "caBundle",
                authority,
                "role",
                VaultFurniture.ROLE,
                "audience",
                VaultFurniture.AUDIENCE)));
  }

  /** Who signed its certificate, PEM. */
  public String authority() {
    return authority;
  }

  /** By which it is known to its clients. */
  CertificateAuthority.Identity identity() {
    return server.identity();
  }

  public Database database() {
    return database;
  }

  /** Somebody's way in; an empty token is nobody's. */
  public VaultLogin as(String token) {
    return new VaultLogin(http, address(), token);
  }

  /** The lab's own way in, which may do everything. */
  public VaultLogin root() {
    return as(rootToken);
  }

  /** Who decides what the operator may do in it. */
  public VaultKeeper keeper() {
    return new VaultKeeper(root(), server.auditLog());
  }

  /** From now on it answers 503, and its leases wait. */
  public void seal() {
    root().write("sys/seal", Map.of()).orThrow();
  }

  /** The one with which it is unsealed. */
  public String unsealKey() {
    return unsealKey;
  }

  public void unseal() {
    as("").write("sys/unseal", Map.of("key", unsealKey)).orThrow();
    Lab.await().until(() -> as("").read("sys/health").code() == 200);
  }

  /**
   * It calls the lease irrevocable, as it does ten minutes and six vain tries later; unsealed again
   * after a moment, since it learns that at its start only.
   */
  public void givesUpOn(String lease) {
    keeper().marksAsGivenUp(lease);
    seal();
    unseal();
  }

  /** It goes away at once, as if killed. */
  public void stop() {
    server.close();
  }

  /** It comes back where it was, unsealed, with what it knew. */
  public void start() {
    server.start();
    awaitListening();
    unseal();
  }

  /** It takes connections and does not answer. */
  public void hang() {
    server.hang();
  }

  public void resume() {
    server.resume();
  }

  /** It comes back with a certificate that nobody has reason to trust, and sealed. */
  public void isTakenForAnother() {
    stop();
    server.shows(new CertificateAuthority().server());
    server.start();
  }

  /** It comes back with its own. */
  public void isItselfAgain() {
    stop();
    server.shows(identity());
    start();
  }

  /** What it knows now. */
  public Snapshot snapshot() {
    return new Snapshot(server.copied());
  }

  /** It knows again what it knew then, and nothing since; it was away for a moment. */
  public void restore(Snapshot snapshot) {
    stop();
    server.takes(snapshot.content());
    start();
  }

  List<Long> pids() {
    return List.of(database.pid(), server.pid());
  }

  void requireRunning() {
    database.requireRunning();
    server.requireRunning();
  }

  @Override
  public void close() {
    server.close();
    database.close();
    http.close();
  }

  private void awaitListening() {
    Lab.await().ignoreExceptionsInstanceOf(UncheckedIOException.class).until(this::isListening);
  }

  private boolean isListening() {
    server.requireRunning();
    return as("").read("sys/seal-status").succeeded();
  }
}
