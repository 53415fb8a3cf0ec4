package dev.leasehold.cli;

import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** By which keys a log is signed. */
final class LogKeys {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "A verifier key of the log (<name>+<ID>+<Base64>), or a file with one a line; several"
              + " after a rotation. Take it from the operator's owner, not from the log's volume.")
  private List<String> keys = List.of();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** The keys; what is none ends the command with usage. */
  List<VerifierKey> read() {
    return parse("--key", keys, Objects.requireNonNull(spec));
  }

  /**
   * Keys of logs as an option has them.
   *
   * @param keys each is one, or a file with one a line
   * @throws ParameterException if one is none, or cannot be read
   */
  static List<VerifierKey> parse(String option, List<String> keys, CommandSpec spec) {
    List<VerifierKey> all = new ArrayList<>();
    for (String key : keys) {
      try {
        List<String> lines = key.contains("+") ? List.of(key) : Files.readAllLines(Path.of(key));
        List<VerifierKey> read =
            lines.stream().filter(line -> !line.isBlank()).map(VerifierKey::parse).toList();
        if (read.isEmpty()) {
          throw new IllegalArgumentException(key + " has no verifier key");
        }
        all.addAll(read);
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(),
            "%s: %s is neither a verifier key nor a file that can be read".formatted(option, key));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage());
      }
    }
    return all;
  }
}
