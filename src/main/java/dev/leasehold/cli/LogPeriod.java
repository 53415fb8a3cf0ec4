package dev.leasehold.cli;

import dev.leasehold.audit.Period;
import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of a log a report or a sample is about. */
final class LogPeriod {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Leave out what had ended before then, such as 2026-12-01T00:00:00Z; what had begun and"
              + " not ended is in it.")
  private @Nullable Instant from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Read nothing that happened then or later.")
  private @Nullable Instant until;

  @Option(
      names = "--from-checkpoint",
      paramLabel = "FILE",
      description =
          "Like --from, at a checkpoint that you kept. The log must continue it; this takes its"
              + " directory.")
  private @Nullable Path fromCheckpoint;

  @Option(
      names = "--to-checkpoint",
      paramLabel = "FILE",
      description = "Like --until, at a checkpoint that you kept.")
  private @Nullable Path toCheckpoint;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** The same with its checkpoints, which the log must continue. */
  record Bounded(Period period, List<Checkpoint> known) {}

  /** What is no checkpoint by one of the keys ends the command with usage. */
  Bounded read(Path path, List<VerifierKey> keys) {
    Optional<Checkpoint> first = checkpoint("--from-checkpoint", fromCheckpoint, keys);
    Optional<Checkpoint> last = checkpoint("--to-checkpoint", toCheckpoint, keys);
    List<Checkpoint> known = Stream.of(first, last).flatMap(Optional::stream).toList();
    if (!known.isEmpty() && Files.isRegularFile(path)) {
      throw wrong("an export does not show that it continues a checkpoint; give the directory");
    }
    return new Bounded(
        new Period(
            Optional.ofNullable(from),
            Optional.ofNullable(until),
            first.map(Checkpoint::size).orElse(0L),
            last.map(Checkpoint::size)),
        known);
  }

  private Optional<Checkpoint> checkpoint(
      String option, @Nullable Path file, List<VerifierKey> keys) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.open(Files.readString(file), keys));
    } catch (IOException | IllegalArgumentException _) {
      throw wrong(option + ": " + file + " is not a checkpoint by a given key");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
