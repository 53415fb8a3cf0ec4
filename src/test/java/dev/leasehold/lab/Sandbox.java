package dev.leasehold.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands for playing, away from the lab that somebody may be playing with right now. */
record Sandbox(Path playground) {
  /** Runs a command of {@code ./leasehold} to its end, in a process of its own. */
  Outcome run(String... arguments) {
    return Outcome.of(command(arguments), Map.of(), null);
  }

  /** The same, where SIGINT is ignored, as in the background of a script. */
  Outcome runWithoutInterrupts(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "without-interrupts"));
    command.addAll(command(arguments));
    return Outcome.of(command, Map.of(), null);
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dleasehold.playground=" + playground,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The process that holds the lab which is up. */
  ProcessHandle holder() {
    try {
      String identity = Files.readAllLines(playground.resolve("holder")).getFirst();
      return ProcessHandle.of(Long.parseLong(identity.split(" ", 2)[0])).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
