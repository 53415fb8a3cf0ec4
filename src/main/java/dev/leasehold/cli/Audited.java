package dev.leasehold.cli;

import dev.leasehold.audit.LifeReader;
import dev.leasehold.audit.Report;
import dev.leasehold.audit.Source;
import dev.leasehold.evidence.Verdict;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A log or an export that is verified while it is read; of what is not sound nothing is told. */
final class Audited {
  @Parameters(paramLabel = "PATH", description = "The log's directory, or an export of it.")
  private Path path = Path.of("");

  @Mixin private LogKeys keys = new LogKeys();
  @Mixin private LogPeriod period = new LogPeriod();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** What is done with a report; the result is the exit code. */
  @FunctionalInterface
  interface Use {
    int of(Report report) throws IOException;
  }

  /** The exit code: that of the use, or 1 if something is wrong with the log, or 3. */
  int read(Use use) {
    List<VerifierKey> verifiers = keys.read();
    LogPeriod.Bounded bounded = period.read(path, verifiers);
    Screen err = new Screen(Objects.requireNonNull(spec).commandLine().getErr());
    LifeReader lives = new LifeReader(bounded.period());
    try {
      Verdict verdict = Verified.of(path, verifiers, bounded.known(), lives, Optional.empty());
      if (!verdict.isSound()) {
        Verified.print(verdict, err);
        err.line("leasehold: nothing is told of a log or export that is not sound");
        return 1;
      }
      if (lives.isExceeded()) {
        err.line(
            "leasehold: more than %d requests; choose a period with --from and --until"
                .formatted(LifeReader.MAX_LIVES));
        return EvidenceCommand.UNREAD;
      }
      Source source = Source.of(verdict, verifiers);
      return use.of(Report.of(source, bounded.period(), lives.population()));
    } catch (IOException e) {
      String what = Optional.ofNullable(e.getMessage()).orElse("input or output failed");
      err.line("leasehold: not done (%s)".formatted(what));
      return EvidenceCommand.UNREAD;
    }
  }
}
