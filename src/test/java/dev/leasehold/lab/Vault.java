package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Vault on loopback, with storage that survives it and a database behind it. Its root token
 * serves the lab, never the operator.
 */
public final class Vault implements AutoCloseable {
  private final Path directory;
  private final String authority;
  private final int port = ControlPlane.freePort();
  private final HttpClient http;
  private final Database database;
  private final Server server;
  private String unsealKey = "";
  private String rootToken = "";
  private int snapshots;

  Vault(Path directory, CertificateAuthority authority) {
    this.directory = directory;
    this.authority = authority.certificate();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.in(authority.certificate()))
            .build();
    CertificateAuthority.Identity identity = authority.server();
    file("vault.crt", identity.certificate());
    file("vault.key", identity.key());
    Path configuration = file("vault.hcl", configuration());
    this.database = new Database(directory);
    this.server = new Server(directory, "vault", List.of("server", "-config=" + configuration));
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
    return "https://127.0.0.1:" + port;
  }

  /** Who signed its certificate, PEM. */
  public String authority() {
    return authority;
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

  /** From now on it answers 503, and its leases wait. */
  public void seal() {
    root().write("sys/seal", Map.of()).orThrow();
  }

  public void unseal() {
    as("").write("sys/unseal", Map.of("key", unsealKey)).orThrow();
    Lab.await().until(() -> as("").read("sys/health").code() == 200);
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

  /** What it knows now. */
  public Snapshot snapshot() {
    Path content = directory.resolve("snapshot-" + ++snapshots);
    server.hang();
    try {
      copy(storage(), content);
    } finally {
      server.resume();
    }
    return new Snapshot(content);
  }

  /** It knows again what it knew then, and nothing since; it was away for a moment. */
  public void restore(Snapshot snapshot) {
    stop();
    Outcome.of(List.of("rm", "-rf", storage().toString()), Map.of(), null).orThrow();
    copy(snapshot.content(), storage());
    start();
  }

  /** Everything it logged. */
  public String said() {
    return Logs.text(directory.resolve("vault.log"));
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

  private String configuration() {
    return """
    storage "file" { path = "%1$s/vault" }
    listener "tcp" {
      address = "127.0.0.1:%2$d"
      tls_cert_file = "%1$s/vault.crt"
      tls_key_file = "%1$s/vault.key"
    }
    api_addr = "https://127.0.0.1:%2$d"
    disable_mlock = true
    """
        .formatted(directory, port);
  }

  private Path storage() {
    return directory.resolve("vault");
  }

  private void awaitListening() {
    Lab.await().ignoreExceptionsInstanceOf(UncheckedIOException.class).until(this::isListening);
  }

  private boolean isListening() {
    server.requireRunning();
    return as("").read("sys/seal-status").succeeded();
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
