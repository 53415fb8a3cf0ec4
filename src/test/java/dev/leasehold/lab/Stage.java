package dev.leasehold.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the demo and {@code ./leasehold up} play on: the chart as the examples want it, and the
 * operator.
 */
final class Stage {
  private Stage() {}

  /**
   * Installs the chart by helm, as its users do, and starts the operator, which logs to that file.
   */
  static Operator set(Lab lab, Path operatorLog) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "install",
                "leasehold",
                Repository.path("helm/leasehold").toString(),
                "--namespace=" + Chart.NAMESPACE,
                "--create-namespace",
                "--values=" + Repository.path("examples/chart/values.yaml")));
    command.addAll(Chart.flags(lab));
    lab.helm(command.toArray(String[]::new)).orThrow();
    Chart.awaitGuard(lab);
    return Operator.start(lab, Map.of(), operatorLog);
  }
}
