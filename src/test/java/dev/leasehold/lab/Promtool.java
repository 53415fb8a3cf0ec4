package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prometheus's own judge of rules. */
public final class Promtool {
  private Promtool() {}

  /** Runs it to its end. */
  public static Outcome run(Path directory, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("env", "--chdir=" + directory, Judge.program("promtool")));
    command.addAll(List.of(arguments));
    return Outcome.of(command, Map.of(), null);
  }
}
