package dev.leasehold.cli;

import dev.leasehold.evidence.LogExport;
import dev.leasehold.evidence.Selection;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes entries of a log into a file that can be verified alone. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes entries of a log with their proofs, one a line in JSON, to be verified by evidence"
            + " verify or by tools of others. The same log and options give the same bytes.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it was written",
      "1:the log has no checkpoint by a given key",
      "2:wrong usage",
      "3:the log could not be read, or the file not be written"
    })
final class EvidenceExport implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The log's directory.")
  private Path directory = Path.of("");

  @Mixin private LogKeys keys = new LogKeys();

  @Option(names = "--request", paramLabel = "UID", description = "Only about this request.")
  private @Nullable String request;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only what happened from then on, such as 2026-12-01T00:00:00Z.")
  private @Nullable Instant from;

  @Option(names = "--until", paramLabel = "TIME", description = "Only what happened before.")
  private @Nullable Instant until;

  @Option(
      names = "--cosigned",
      description =
          "Only the part of the log that witnesses cosigned, with their cosignatures, for evidence"
              + " verify --policy.")
  private boolean isCosigned;

  @Mixin private OutputFile file = new OutputFile();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec used = Objects.requireNonNull(spec);
    Selection selection = selection(used);
    Screen err = new Screen(used.commandLine().getErr());
    try {
      List<VerifierKey> verifiers = keys.read();
      LogExport export =
          isCosigned
              ? LogExport.cosigned(directory, verifiers)
              : LogExport.of(directory, verifiers);
      try (OutputStream out = file.open()) {
        err.line("%d entries (%s)".formatted(export.write(selection, out), selection.text()));
      }
      return 0;
    } catch (IOException e) {
      err.line("leasehold: not exported (%s)".formatted(e.getMessage()));
      return EvidenceCommand.UNREAD;
    } catch (IllegalArgumentException e) {
      err.line("leasehold: %s: %s".formatted(directory, e.getMessage()));
      return 1;
    }
  }

  private Selection selection(CommandSpec used) {
    try {
      return Selection.of(request, from, until);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(used.commandLine(), "--request: " + e.getMessage());
    }
  }
}
