package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Vault;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Shop;
import java.util.Map;
import java.util.Set;

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

  /** A token and a login are given together, once, and end. */
  void grantsBothOnce() {
    Asked asked =
        asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"))
            .activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked, "db.");
    assertThat(vault().database().users()).isEqualTo(Set.of(user.name()));
    new Told(vault(), asked).isEnded(user);
  }

  @Override
  public void close() {
    operator.close();
    lab.close();
  }
}
