package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The library behind Go's checksum database, and that of transparency.dev for cosignatures, as
 * {@code src/lab/tlogcheck} runs them on evidence.
 */
public final class TlogCheck {
  private TlogCheck() {}

  /**
   * What it says of each of these, in their order.
   *
   * @param what log, export or tamper; cosigned or policy
   * @param key the log's verifier key, or several with commas between; that of a witness; a file
   *     with a policy
   */
  public static List<String> of(String what, String key, List<Path> paths) {
    List<String> command = new ArrayList<>(List.of(Judge.program("tlogcheck"), what, key));
    paths.forEach(path -> command.add(path.toString()));
    return Outcome.of(command, Map.of(), null).orThrow().stdout().lines().toList();
  }
}
