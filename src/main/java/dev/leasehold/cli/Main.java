package dev.leasehold.cli;

import java.util.Objects;
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
      ReportCommand.class,
      NotifyCommand.class,
      EvidenceCommand.class,
      PendingCommand.class,
      ShowCommand.class,
      ApproveCommand.class,
      DenyCommand.class,
      RevokeCommand.class,
      ReviewCommand.class,
      RedeliverCommand.class,
      OffboardCommand.class,
      ReinstateCommand.class,
      MineCommand.class,
      RequestCommand.class,
      WhyCommand.class,
      WaitCommand.class
    })
public final class Main {
  /** In columns, as for the lines of all that people read here. */
  private static final int WIDTH = 100;

  /** Runs the subcommand named first and exits with its code. */
  public static void main(String[] args) {
    System.exit(program().execute(args));
  }

  /** The program with all its subcommands. */
  public static CommandLine program() {
    CommandLine program = new CommandLine(new Main()).setUsageHelpWidth(WIDTH);
    program.getCommandSpec().version(version());
    program.getSubcommands().values().forEach(c -> c.getCommandSpec().version(version()));
    return program;
  }

  private static String version() {
    return "leasehold "
        + Objects.requireNonNullElse(
            Main.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
