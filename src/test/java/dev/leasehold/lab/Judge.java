package dev.leasehold.lab;

import java.util.List;
import java.util.Map;

/** The programs that only tests need, each a few lines around somebody's library. */
final class Judge {
  private Judge() {}

  /** Where this one is, built if need be. */
  static String program(String name) {
    List<String> command = List.of(Repository.path("src/lab/servers").toString(), "--" + name);
    String line = Outcome.of(command, Map.of(), null).orThrow().stdout().strip();
    return line.substring(line.indexOf('=') + 1);
  }
}
