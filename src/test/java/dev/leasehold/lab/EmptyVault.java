package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Vault in memory that nobody has set up yet, and a shell whose {@code vault} may do all. */
public final class EmptyVault implements AutoCloseable {
  private static final String TOKEN = "root";

  private final Map<String, String> environment;
  private final Server server;

  private EmptyVault(Path directory, int port) {
    this.environment = Map.of("VAULT_ADDR", "http://127.0.0.1:" + port, "VAULT_TOKEN", TOKEN);
    this.server =
        new Server(
            directory,
            "vault",
            List.of(
                "server",
                "-dev",
                "-dev-no-store-token",
                "-dev-listen-address=127.0.0.1:" + port,
                "-dev-root-token-id=" + TOKEN));
  }

  /** Returns when it answers; its log is in the directory. */
  public static EmptyVault start(Path directory) {
    EmptyVault started = new EmptyVault(directory, ControlPlane.freePort());
    try {
      Lab.await().until(started::answers);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private boolean answers() {
    server.requireRunning();
    return run("vault status").succeeded();
  }

  /** Runs a script to its end, or to its first command that fails. */
  public Outcome run(String script) {
    String programs = "PATH='" + Programs.path("vault").toAbsolutePath().getParent() + "':$PATH\n";
    return Outcome.of(List.of("bash", "-euc", programs + script), environment, null);
  }

  @Override
  public void close() {
    server.close();
  }
}
