package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import java.util.HashMap;
import java.util.Map;

/** A lab and an operator that one test may break. */
record OwnLab(Lab lab, Operator operator) implements AutoCloseable {
  static OwnLab start() {
    return start(Map.of());
  }

  static OwnLab start(Map<String, String> environment) {
    return start(LabOptions.ordinary(), Map.of(), environment);
  }

  /** With these values of the chart beside the usual ones. */
  static OwnLab start(
      LabOptions options, Map<String, String> values, Map<String, String> environment) {
    Lab lab = Lab.start(options);
    try {
      lab.installChart(values(values));
      return new OwnLab(lab, Operator.start(lab, environment));
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** The usual values of the chart and these. */
  static Map<String, String> values(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("bindable.roles", "{orders-reader}");
    all.put("bindable.clusterRoles", "{view}");
    return all;
  }

  @Override
  public void close() {
    operator.close();
    lab.close();
  }
}
