package dev.leasehold.lab;

import dev.leasehold.lab.bench.Bench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The lab's subcommands of {@code ./leasehold}. */
@Command(
    name = "leasehold",
    mixinStandardHelpOptions = true,
    description = "A throw-away control plane with Leasehold on it.",
    subcommands = {Bench.class, Demo.class, Up.class, Down.class, Status.class})
public final class Main {
  /** In columns, as for the lines of the demo. */
  private static final int WIDTH = 100;

  private Main() {}

  /** Runs the subcommand named first and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).setUsageHelpWidth(WIDTH).execute(arguments));
  }
}
