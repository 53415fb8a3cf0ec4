package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leasehold.app.MachineTime;
import dev.leasehold.audit.Accounts;
import dev.leasehold.audit.ClaimReader;
import dev.leasehold.audit.Comparison;
import dev.leasehold.audit.Difference;
import dev.leasehold.audit.RecordComparison;
import dev.leasehold.audit.Source;
import dev.leasehold.audit.Uncompared;
import dev.leasehold.evidence.EntryReader;
import dev.leasehold.evidence.Verdict;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Records in a file, which are compared with a log that is sound. */
final class ComparedRecords {
  @Option(
      names = "--records",
      paramLabel = "FILE",
      description =
          "What kubectl get accessrecords -o json (or yaml) printed. If the log is sound, each"
              + " record is compared with it: what both say, and what only one of them has.")
  private @Nullable Path file;

  @Option(
      names = "--taken",
      paramLabel = "TIME",
      description =
          "When the records were read, such as 2026-12-01T00:00:00Z; the log must have been copied"
              + " after that. Otherwise the newest time in the records is taken, and what is"
              + " newer is not missed.")
  private @Nullable Instant taken;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private final Accounts accounts = new Accounts();

  /** Takes the entries that are verified. */
  EntryReader reader() {
    if (taken != null && file == null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--taken is of use with --records only");
    }
    return file == null ? EntryReader.none() : accounts;
  }

  /**
   * Compares them, if any were given, and says what was found.
   *
   * @return the exit code
   */
  int compare(Verdict verdict, List<VerifierKey> keys, Screen out) {
    if (file == null) {
      return verdict.isSound() ? 0 : 1;
    }
    if (!verdict.isSound()) {
      out.line("the records were not compared: nothing is told of a log that is not sound");
      return 1;
    }
    Screen err = new Screen(Objects.requireNonNull(spec).commandLine().getErr());
    if (accounts.isExceeded()) {
      err.line("leasehold: more than %d requests in the log".formatted(Accounts.MAX));
      return EvidenceCommand.UNREAD;
    }
    try {
      Comparison comparison = comparison(file, Source.of(verdict, keys));
      print(comparison, out);
      return comparison.agrees() ? 0 : 1;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      err.line("leasehold: %s cannot be read (%s)".formatted(file, why(e)));
      return EvidenceCommand.UNREAD;
    }
  }

  private Comparison comparison(Path records, Source source) throws IOException {
    RecordComparison comparison =
        new RecordComparison(accounts, source, Optional.ofNullable(taken), MachineTime.now());
    RecordDump.read(records, record -> comparison.take(ClaimReader.of(record)));
    return comparison.end();
  }

  private static String why(Exception e) {
    return e instanceof JsonProcessingException json && json.getLocation() != null
        ? "line %d is neither YAML nor JSON".formatted(json.getLocation().getLineNr())
        : String.valueOf(e.getMessage());
  }

  private static void print(Comparison comparison, Screen out) {
    for (Difference difference : comparison.differences()) {
      out.line(difference.text());
    }
    if (comparison.count() > comparison.differences().size()) {
      out.line("and %d more".formatted(comparison.count() - comparison.differences().size()));
    }
    for (Map.Entry<Uncompared, Long> each : new TreeMap<>(comparison.uncompared()).entrySet()) {
      out.line("not compared: %d %s".formatted(each.getValue(), each.getKey().text()));
    }
    out.line(
        "%s: %d records, %d differences"
            .formatted(
                comparison.agrees() ? "AGREES" : "DOES NOT AGREE",
                comparison.records(),
                comparison.count()));
  }
}
