package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.pages.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands by which Vault is prepared, as the chart's README has them, on an empty Vault. */
@Execution(ExecutionMode.CONCURRENT)
final class VaultSetupIT {
  private static final String TOKEN = "root";

  @TempDir Path directory;

  @Test
  void emptyVaultTakesThem() {
    int port = ControlPlane.freePort();
    String listen = "-dev-listen-address=127.0.0.1:" + port;
    List<String> development =
        List.of("server", "-dev", "-dev-no-store-token", listen, "-dev-root-token-id=" + TOKEN);
    Map<String, String> environment =
        Map.of("VAULT_ADDR", "http://127.0.0.1:" + port, "VAULT_TOKEN", TOKEN);
    try (Server server = new Server(directory, "vault", development)) {
      Lab.await()
          .until(
              () -> {
                server.requireRunning();
                return vault(environment, "vault status").succeeded();
              });
      String page = new Page(Path.of("helm/leasehold/README.md")).script("vault");
      assertThat(page).contains("vault policy write");
      assertThat(vault(environment, page).orThrow().stdout())
          .contains("Enabled kubernetes auth method", "Uploaded policy: leasehold-operator")
          .contains("auth/token/roles/leasehold-payments");
    }
  }

  private static Outcome vault(Map<String, String> environment, String script) {
    Path programs = Programs.path("vault").toAbsolutePath().getParent();
    return Outcome.of(
        List.of("bash", "-euc", "PATH='" + programs + "':$PATH\n" + script), environment, null);
  }
}
