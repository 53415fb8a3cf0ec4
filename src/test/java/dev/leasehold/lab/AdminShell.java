package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs what somebody would type who administers a lab's cluster. */
public final class AdminShell {
  private AdminShell() {}

  /** To its end, with these variables, and kubectl, helm and vault as the lab has them. */
  public static Outcome run(Lab lab, Map<String, String> variables, String script) {
    return run(lab, People.ADMIN, variables, script);
  }

  /** The same, as somebody else. */
  public static Outcome run(Lab lab, Person who, Map<String, String> variables, String script) {
    Map<String, String> environment = new HashMap<>(variables);
    Path kubeconfig = lab.file("admin-shell.yaml", lab.kubeconfig(who));
    environment.put("KUBECONFIG", kubeconfig.toString());
    String vault = lab.hasVault() ? vault(lab, environment) + ":" : "";
    environment.put(
        "PATH",
        vault
            + Programs.path("kubectl").getParent()
            + ":"
            + Programs.path("helm").getParent()
            + ":"
            + System.getenv("PATH"));
    return Outcome.of(List.of("bash", "-euo", "pipefail", "-c", script), environment, null);
  }

  /** Where its command is, whichever program that is. */
  private static Path vault(Lab lab, Map<String, String> environment) {
    environment.put("VAULT_ADDR", lab.vault().address());
    environment.put("VAULT_CACERT", lab.file("vault-ca.pem", lab.vault().authority()).toString());
    Path commands = lab.directory().resolve("commands");
    Path command = commands.resolve("vault");
    try {
      if (!Files.exists(command)) {
        Path _ = Files.createDirectories(commands);
        Path _ = Files.createSymbolicLink(command, Programs.path("vault"));
      }
      return commands;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
