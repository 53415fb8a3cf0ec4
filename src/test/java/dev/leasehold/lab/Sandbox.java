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
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dleasehold.playground=" + playground,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return Outcome.of(command, Map.of(), null);
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
