package dev.leasehold.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the program; each subcommand is a class of its own. */
@Command(
    name = "leasehold",
    mixinStandardHelpOptions = true,
    description = "Time-limited, approved and provably revoked access for non-human identities.",
    subcommands = {
      OperatorCommand.class,
      SignCommand.class,
      CheckCommand.class,
      ReportCommand.class
    })
public final class Main {
  /** Runs the subcommand named first and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
