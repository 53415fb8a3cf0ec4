package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.ConcurrentTest;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A token of the API server and a user of a database, granted together or not at all. */
final class TogetherIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  private static final Duration LATE = Duration.ofSeconds(25);

  @ConcurrentTest
  void bothAreDeliveredAndBothEnd() {
    Asked asked = asked("orders-ro");
    asked.activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked, "db.");
    assertThat(user.orders()).isEqualTo(2);
    String token = Workload.text(asked.secret(), "shop.token");
    try (Workload workload = Workload.bearing(LAB.lab(), token)) {
      assertThat(workload.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Prober.untilRefused(user::code, LATE);
      Prober.untilRefused(() -> workload.gets("/api"), LATE);
    }
    asked.awaits(RequestPhase.Withdrawn);
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void whereVaultRefusesNothingIsGrantedAndTheStatusSaysWhoseFaultItIs() {
    Asked asked = asked("workers-cert");
    asked.approvedBy(Cast.OLGA).awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage())
        .contains("Vault connection default", "database/creds/orders-ro");
    assertThat(asked.secret()).isNull();
    asked.leftNothing(asked.uid());
    assertThat(Held.of(LAB.lab().vault(), asked.recorded(asked.uid()))).allMatch(Held::isGone);
  }

  private static Asked asked(String policy) {
    String user =
        Offers.target("db", policy, "dynamicSecret: {path: database/creds/orders-ro}", "1h");
    return Shop.offering(LAB.lab(), Offers.of(Entitled.token("shop", "orders-reader"), user))
        .asks("nightly", Offers.HOUR);
  }
}
