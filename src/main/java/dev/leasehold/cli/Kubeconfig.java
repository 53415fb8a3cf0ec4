package dev.leasehold.cli;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file that somebody names as the way to a cluster. */
final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * What it says; anything else than a cluster would be guessed by the client.
   *
   * @throws ParameterException that names the file, if it cannot be read or has no current context
   */
  static Config of(Path file, CommandSpec command) {
    if (!Files.isReadable(file)) {
      throw refused(file, "cannot be read; name a file", command);
    }
    return parsed(file)
        .filter(config -> config.getCurrentContext() != null)
        .orElseThrow(
            () ->
                refused(file, "is no kubeconfig with a current-context that it defines", command));
  }

  /** The parser throws whatever it stumbles over, on an empty file too. */
  private static Optional<Config> parsed(Path file) {
    try {
      return Optional.of(Config.fromKubeconfig(file.toFile()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static ParameterException refused(Path file, String why, CommandSpec command) {
    return new ParameterException(command.commandLine(), "--kubeconfig: " + file + " " + why);
  }
}
