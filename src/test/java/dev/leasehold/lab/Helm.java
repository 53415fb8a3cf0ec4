package dev.leasehold.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lab's helm: lints and renders without a cluster; {@link Lab#helm} runs it against one. */
public final class Helm {
  private Helm() {}

  /** Runs helm to its end with no cluster in reach. */
  public static Outcome run(String... arguments) {
    return run(Map.of("KUBECONFIG", "/dev/null"), arguments);
  }

  static Outcome run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Programs.path("helm").toString()));
    command.addAll(List.of(arguments));
    return Outcome.of(command, environment, null);
  }
}
