package dev.leasehold.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** About the evidence log. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description =
        "Verifies, exports and reports on the evidence log, without a cluster and without the"
            + " operator; see evidence verify --help.",
    subcommands = {
      EvidenceVerify.class,
      EvidenceExport.class,
      EvidenceSample.class,
      EvidenceReport.class,
      EvidenceKey.class,
      EvidenceWitness.class
    })
final class EvidenceCommand implements Runnable {
  /** The exit code of its commands where a log, an export or a file cannot be read or written. */
  static final int UNREAD = 3;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Missing subcommand: evidence verify, export, sample, report, key or witness");
  }
}
