package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import java.util.Map;

/** A lab and an operator that one test may break. */
record OwnLab(Lab lab, Operator operator) implements AutoCloseable {
  static OwnLab start() {
    return start(Map.of());
  }

  static OwnLab start(Map<String, String> environment) {
    Lab lab = Lab.start(LabOptions.ordinary());
    try {
      lab.installChart(
          Map.of("bindable.roles", "{orders-reader}", "bindable.clusterRoles", "{view}"));
      return new OwnLab(lab, Operator.start(lab, environment));
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  @Override
  public void close() {
    operator.close();
    lab.close();
  }
}
