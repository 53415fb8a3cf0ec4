package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a changed catalog means for who waits and for who has access already. */
final class CatalogChangeIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";

  private static final Entitled BOTH =
      Entitled.reader()
          .giving(
              Entitled.token("read", "orders-reader"), Entitled.token("write", "orders-writer"));

  private static final Entitled READ =
      Entitled.reader().giving(Entitled.token("read", "orders-reader"));

  @ConcurrentTest
  void whatIsTakenFromAnEntitlementIsTakenFromWhoHasIt() {
    Shop shop = Shop.offering(LAB.lab(), BOTH);
    Asked less = shop.asks("less", HOUR + ", targets: [read]").activeBy(Cast.OLGA);
    Asked all = shop.asks("all", HOUR).activeBy(Cast.OLGA);
    shop.offers(READ);
    assertEnded(all, EndingCause.NoLongerPermitted);
    assertThat(less.status().phase()).isEqualTo(RequestPhase.Active);
  }

  @ConcurrentTest
  void whatIsAddedToAnEntitlementTakesANewOfferAndIsNobodysYet() {
    Shop shop = Shop.offering(LAB.lab(), READ);
    Asked has = shop.asks("has", HOUR).activeBy(Cast.OLGA);
    Asked waits = shop.asks("waits", HOUR);
    String first = waits.offer().digest();
    shop.offers(BOTH);
    Lab.await().until(() -> !waits.offer().digest().equals(first));
    assertThat(waits.offer().permissions()).anyMatch(line -> line.contains("write: create"));
    assertThat(has.status().phase()).isEqualTo(RequestPhase.Active);
    assertThat(has.record().getSpec().targets()).hasSize(1);
  }

  @ConcurrentTest
  void namespaceThatIsNoLongerChosenLosesWhatItHas() {
    Shop shop = Shop.offering(LAB.lab(), READ);
    Asked has = shop.asks("has", HOUR).activeBy(Cast.OLGA);
    Asked waits = shop.asks("waits", HOUR);
    waits.offer();
    shop.admin()
        .namespaces()
        .withName(shop.namespace())
        .edit(
            namespace -> {
              namespace.getMetadata().setLabels(Map.of("path", "another"));
              return namespace;
            });
    assertEnded(has, EndingCause.NoLongerPermitted);
    waits.awaits(RequestPhase.Rejected);
    assertThat(waits.condition("Accepted").getReason()).isEqualTo("NamespaceNotPermitted");
  }

  @ConcurrentTest
  void whatIsWantedOnRecordIsAskedOfWhoWaitsAndNotOfWhoHasIt() {
    Shop shop = Shop.offering(LAB.lab(), READ);
    Asked has = shop.asks("has", HOUR).activeBy(Cast.OLGA);
    Asked waits = shop.asks("waits", HOUR);
    waits.offer();
    shop.offers(
        new Entitled(
            "reader",
            "Requestable",
            "Moderate",
            Entitled.token("read", "orders-reader"),
            READ.approval(),
            "evidence: Standard"));
    waits.awaits(RequestPhase.Rejected);
    assertThat(waits.condition("Accepted").getMessage()).contains("spec.ticket is missing");
    shop.asks("complete", HOUR + ", ticket: CHG-1, channel: {type: CLI}").activeBy(Cast.OLGA);
    assertThat(has.status().phase()).isEqualTo(RequestPhase.Active);
  }

  private static void assertEnded(Asked asked, EndingCause cause) {
    asked.awaits(RequestPhase.Revoked);
    Ending ending = Objects.requireNonNull(asked.recorded(asked.uid()).ending());
    assertThat(ending.cause()).isEqualTo(cause);
    asked.leftNothing(asked.uid());
  }
}
