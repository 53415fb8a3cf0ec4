package dev.leasehold.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the program; each subcommand is a class of its own. */
@Command(
    name = "leasehold",
    mixinStandardHelpOptions = true,
    description = "Time-limited, approved and provably revoked access for non-human identities.")
public final class Main {
  /** In columns, as for the lines of all that people read here. */
  private static final int WIDTH = 100;

  /** Runs the subcommand named first and exits with its code. */
  public static void main(String[] args) {
    // What is written and signed has the same digits and letters on every machine.
    Locale.setDefault(Locale.ROOT);
    System.exit(program(args).execute(args));
  }

  /** The program with all its subcommands. */
  public static CommandLine program() {
    return of(Stream.of(Subcommand.values()));
  }

  /**
   * The program for these arguments. If the first names a subcommand, it is the only one: reading
   * all of them takes longer than most of them run.
   */
  static CommandLine program(String... args) {
    Optional<Subcommand> named = args.length == 0 ? Optional.empty() : Subcommand.named(args[0]);
    return named.map(only -> of(Stream.of(only))).orElseGet(Main::program);
  }

  private static CommandLine of(Stream<Subcommand> subcommands) {
    CommandLine program = new CommandLine(new Main());
    subcommands.forEach(one -> program.addSubcommand(one.word(), one.type()));
    program.setUsageHelpWidth(WIDTH);
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
