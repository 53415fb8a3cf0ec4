package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The library behind Go's checksum database, as {@code src/lab/tlogcheck} runs it on evidence. */
public final class TlogCheck {
  private TlogCheck() {}

  /**
   * What it says of each of these, in their order.
   *
   * @param what log, export or tamper
   * @param key the log's verifier key
   */
  public static List<String> of(String what, String key, List<Path> paths) {
    List<String> command = new ArrayList<>(List.of(Judge.program("tlogcheck"), what, key));
    paths.forEach(path -> command.add(path.toString()));
    return Outcome.of(command, Map.of(), null).orThrow().stdout().lines().toList();
  }
}
