package dev.leasehold.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.EmptyVault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands by which Vault is prepared, as the chart's README has them, on an empty Vault. */
@Execution(ExecutionMode.CONCURRENT)
final class VaultSetupIT {
  @TempDir Path directory;

  @Test
  void emptyVaultTakesThem() {
    String commands = new Page(Path.of("helm/leasehold/README.md")).script("vault");
    assertThat(commands).contains("vault policy write", "auth/token/roles/");
    try (EmptyVault vault = EmptyVault.start(directory)) {
      assertThat(vault.run(commands).orThrow().stdout())
          .contains("Enabled kubernetes auth method", "Uploaded policy: leasehold-operator")
          .contains("auth/token/roles/leasehold-payments");
      String dump = "\ncat transit.json\nrm transit.json\n";
      String first = vault.run(Page.guide("vault").script("evidence") + dump).orThrow().stdout();
      assertThat(first).contains("Uploaded policy: leasehold-evidence", "\"latest_version\": 1");
      assertThat(vault.run(Page.guide("vault").script("rotate") + dump).orThrow().stdout())
          .contains("\"latest_version\": 2");
    }
  }
}
