package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The library by which Flux and Helm 4 wait, as {@code src/lab/kstatus} runs it. */
public final class Kstatus {
  private Kstatus() {}

  /** What it says of each of these files of one object in JSON, by file. */
  public static Map<Path, String> of(List<Path> objects) {
    List<String> command = new ArrayList<>(List.of(Judge.program("kstatus")));
    objects.forEach(object -> command.add(object.toString()));
    return Outcome.of(command, Map.of(), null)
        .orThrow()
        .stdout()
        .lines()
        .map(line -> line.split("\t", -1))
        .collect(Collectors.toUnmodifiableMap(said -> Path.of(said[0]), said -> said[1]));
  }
}
