package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is accountable is on every record; only the catalog moves it, and for a time. */
final class AccountabilityIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";

  @ConcurrentTest
  void assistantsAndDelegationAreToldAndMoveNothing() {
    Asked asked =
        Shop.offering(LAB.lab(), Entitled.reader())
            .asks("refunds", HOUR + ", channel: {type: AIAssistant, name: helper}")
            .activeBy(Cast.OLGA);
    Accountability answers = of(asked);
    assertThat(answers.accountable()).isEqualTo("shop");
    assertThat(answers.because())
        .contains(
            "shop owns catalog",
            "by path-olga in role owner",
            "asked through an AI assistant (helper)",
            "do not move accountability");
  }

  @ConcurrentTest
  void acceptedTransferMovesAccountabilityUntilItsDateAndThenItReturns() {
    Shop shop = Shop.bare(LAB.lab());
    Instant until = Instant.now().plus(Duration.ofSeconds(30)).truncatedTo(ChronoUnit.SECONDS);
    handsOver(shop, until);
    accepts(shop, until);
    Asked asked = shop.asks("refunds", HOUR).activeBy(Cast.OLGA);
    assertThat(of(asked).accountable()).isEqualTo("vendor-x");
    assertThat(of(asked).because())
        .contains("until " + until, "contract 17", "accepted by path-vincent", "shop owns catalog");
    Lab.await().until(() -> of(asked).accountable().equals("shop"));
    assertThat(Instant.now()).isAfter(until.minusSeconds(1));
    assertThat(of(asked).because()).contains("the transfer to vendor-x ended at " + until);
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
  }

  /** Whoever may write a catalog writes what he likes; nobody else answers for it by that. */
  @ConcurrentTest
  void transferThatNobodyAcceptedMovesNothingAndSaysSo() {
    Shop shop = Shop.bare(LAB.lab());
    Instant until = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    handsOver(shop, until);
    Lab.await()
        .until(
            () ->
                String.valueOf(shop.entitlement("reader").reason())
                    .contains("leasehold.dev/accept-transfer=\"vendor-x until " + until + "\""));
    assertThat(shop.entitlement("reader").requestable()).isTrue();
    Asked asked = shop.asks("refunds", HOUR);
    assertThat(asked.offer().warnings())
        .anySatisfy(w -> assertThat(w).contains("nobody accepted it for vendor-x"));
    asked.activeBy(Cast.OLGA);
    assertThat(of(asked).accountable()).isEqualTo("shop");
    assertThat(of(asked).because()).contains("nobody accepted the transfer to vendor-x");
  }

  private static void handsOver(Shop shop, Instant until) {
    String transfer =
        "accountabilityTransfer: {to: vendor-x, until: \"" + until + "\", because: contract 17}";
    shop.apply(Entitled.catalog(shop.namespace(), transfer, List.of(Entitled.reader())));
  }

  private static void accepts(Shop shop, Instant until) {
    LAB.lab()
        .kubectl(
            Cast.VINCENT,
            "annotate",
            "entitlementcatalogs.leasehold.dev",
            shop.namespace(),
            "leasehold.dev/accept-transfer=vendor-x until " + until)
        .orThrow();
  }

  @ConcurrentTest
  void refusalIsSomebodysToAnswerForToo() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    asked.offer();
    asked.annotate(Cast.OLGA, "leasehold.dev/deny", "not during the audit");
    asked.awaits(RequestPhase.Denied);
    assertThat(of(asked).accountable()).isEqualTo("shop");
    assertThat(of(asked).because())
        .contains("nothing was granted: Denied by path-olga", "shop owns catalog");
  }

  private static Accountability of(Asked asked) {
    return Objects.requireNonNull(asked.recorded(asked.uid()).accountability());
  }
}
