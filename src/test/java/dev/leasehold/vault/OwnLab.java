package dev.leasehold.vault;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Vault;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Shop;
import java.util.Map;

/** A lab with a Vault and an operator that one test class may break. */
record OwnLab(Lab lab, Operator operator) implements AutoCloseable {
  static OwnLab start() {
    Lab lab = bare();
    try {
      return new OwnLab(lab, Operator.start(lab));
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** One where no operator runs yet. */
  static Lab bare() {
    Lab lab = Lab.start(LabOptions.ordinary().withVault());
    try {
      lab.installChart(Map.of("bindable.roles", "{orders-reader}"));
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  Vault vault() {
    return lab.vault();
  }

  /** Somebody asks for these targets for an hour. */
  Asked asks(String... targets) {
    return Shop.offering(lab, Offers.of(targets)).asks("nightly", Offers.HOUR);
  }

  @Override
  public void close() {
    operator.close();
    lab.close();
  }
}
