package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Vault's process on loopback, with its storage, its certificate and its log in one directory. */
final class VaultServer implements AutoCloseable {
  private final Path directory;
  private final CertificateAuthority.Identity identity;
  private final int port = ControlPlane.freePort();
  private final Server server;
  private int copies;

  VaultServer(Path directory, CertificateAuthority.Identity identity) {
    this.directory = directory;
    this.identity = identity;
    shows(identity);
    Path configuration = file("vault.hcl", configuration());
    this.server = new Server(directory, "vault", List.of("server", "-config=" + configuration));
  }

  String address() {
    return "https://127.0.0.1:" + port;
  }

  CertificateAuthority.Identity identity() {
    return identity;
  }

  Path auditLog() {
    return directory.resolve("vault-audit.log");
  }

  void requireRunning() {
    server.requireRunning();
  }

  long pid() {
    return server.pid();
  }

  void start() {
    server.start();
  }

  void hang() {
    server.hang();
  }

  void resume() {
    server.resume();
  }

  /** Copies its storage while nothing moves there, and says where to. */
  Path copied() {
    Path content = directory.resolve("snapshot-" + ++copies);
    server.hang();
    try {
      copy(storage(), content);
    } finally {
      server.resume();
    }
    return content;
  }

  /** Puts such a copy in place of its storage; it must not be running. */
  void takes(Path content) {
    Outcome.of(List.of("rm", "-rf", storage().toString()), Map.of(), null).orThrow();
    copy(content, storage());
  }

  @Override
  public void close() {
    server.close();
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
    raw_storage_endpoint = true
    """
        .formatted(directory, port);
  }

  /** Shows this certificate from the next start on. */
  void shows(CertificateAuthority.Identity shown) {
    file("vault.crt", shown.certificate());
    file("vault.key", shown.key());
  }

  private Path storage() {
    return directory.resolve("vault");
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
