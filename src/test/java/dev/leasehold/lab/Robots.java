package dev.leasehold.lab;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The machines that the labs' charts list: as many as the chart takes, which costs the most. */
public final class Robots {
  /** As long as a list can be. */
  private static final int MOST = 64;

  public static final List<String> USERS = filled("Shared-Robot", "shared-ci-*");
  public static final List<String> GROUPS = filled("shared-robots", "Shared-Bots-*");

  private Robots() {}

  /** What helm takes for the list. */
  public static String braces(List<String> names) {
    return "{" + String.join(",", names) + "}";
  }

  private static List<String> filled(String... names) {
    return Stream.concat(
            IntStream.range(names.length, MOST)
                .mapToObj(i -> "nobody-" + i + "-".repeat(100) + "*"),
            Stream.of(names))
        .toList();
  }
}
