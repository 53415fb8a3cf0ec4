package dev.leasehold.cli;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    return of(file, null, command);
  }

  /**
   * What this file says, or if none is named what kubectl would take: KUBECONFIG, or the usual
   * file.
   *
   * @throws ParameterException if no cluster is found
   */
  static Config found(@Nullable Path file, @Nullable String context, CommandSpec command) {
    if (file != null) {
      return of(file, context, command);
    }
    Config config = Config.autoConfigure(context);
    if (config.getCurrentContext() == null) {
      throw new ParameterException(
          command.commandLine(),
          context == null
              ? "no kubeconfig found: name one with --kubeconfig, or set KUBECONFIG"
              : "--context: the kubeconfig has no context " + context);
    }
    return config;
  }

  /** The same, in this context if one is named, else in the current one. */
  private static Config of(Path file, @Nullable String context, CommandSpec command) {
    if (!Files.isReadable(file)) {
      throw refused(file, "cannot be read; name a file", command);
    }
    return parsed(file, context)
        .filter(config -> config.getCurrentContext() != null)
        .orElseThrow(
            () ->
                refused(
                    file,
                    context == null
                        ? "is no kubeconfig with a current-context that it defines"
                        : "is no kubeconfig with a context " + context,
                    command));
  }

  /** The parser throws whatever it stumbles over, on an empty file too. */
  private static Optional<Config> parsed(Path file, @Nullable String context) {
    try {
      return Optional.of(Config.fromKubeconfig(context, file.toFile()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static ParameterException refused(Path file, String why, CommandSpec command) {
    return new ParameterException(command.commandLine(), "--kubeconfig: " + file + " " + why);
  }
}
