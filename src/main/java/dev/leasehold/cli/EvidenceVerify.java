package dev.leasehold.cli;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.Demand;
import dev.leasehold.evidence.Verdict;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether anything of a log is altered or missing. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Verifies a log's directory, or an export, and names each entry that is altered, missing,"
            + " added or out of order. With --records it also names each record that says something"
            + " else than the log. It needs no cluster, and writes nothing.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:something is",
      "2:wrong usage",
      "3:it could not be read"
    })
final class EvidenceVerify implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "The log's directory, or an export of it.")
  private Path path = Path.of("");

  @Mixin private LogKeys keys = new LogKeys();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "An earlier checkpoint that you kept; a log that was rolled back or rewritten does not"
              + " continue it. May be given several times.")
  private List<Path> checkpoints = List.of();

  @Mixin private DemandOption demanded = new DemandOption();
  @Mixin private ComparedRecords records = new ComparedRecords();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec used = Objects.requireNonNull(spec);
    List<VerifierKey> verifiers = keys.read();
    List<Checkpoint> known = known(used, verifiers);
    Optional<Demand> demand = demanded.read();
    try {
      Verdict verdict = Verified.of(path, verifiers, known, records.reader(), demand);
      Screen out = new Screen(used.commandLine().getOut());
      Verified.print(verdict, out);
      return records.compare(verdict, verifiers, out);
    } catch (IOException e) {
      new Screen(used.commandLine().getErr())
          .line("leasehold: %s cannot be read (%s)".formatted(path, e.getMessage()));
      return EvidenceCommand.UNREAD;
    }
  }

  private List<Checkpoint> known(CommandSpec used, List<VerifierKey> verifiers) {
    List<Checkpoint> known = new ArrayList<>();
    for (Path file : checkpoints) {
      try {
        known.add(Checkpoint.open(Files.readString(file), verifiers));
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            used.commandLine(), "--checkpoint: " + file + " is not a checkpoint by a given key");
      }
    }
    return known;
  }
}
