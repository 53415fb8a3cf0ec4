package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is permanent: late in its window a grant is offered once more, or ends. */
final class RenewalIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String APPROVE = "leasehold.dev/approve";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** G1: a binding's access ends within 2 s. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private static Entitled renewing(String rule) {
    return Entitled.reader().with("renewal: {" + rule + "}");
  }

  @ConcurrentTest
  void freshApprovalOfTheRenewalMovesTheEndAndSilenceLetsItCome() {
    Shop shop = Shop.offering(LAB.lab(), renewing("openBefore: 22s, maxTotal: 45s"));
    Asked asked = shop.asks("nightly", "duration: 30s, justification: month-end report");
    Offer first = asked.offer();
    asked.activeBy(Cast.OLGA);
    Instant end = Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
    Offer renewal = renewal(asked, 1);
    assertThat(renewal.digest()).isNotEqualTo(first.digest());
    assertThat(renewal.duration()).isEqualTo("15s");
    assertThat(asked.condition("Approved", "RenewalOffered").getMessage())
        .contains("owner 0 of 1", "access ends at");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    assertThatThrownBy(() -> asked.annotate(Cast.OLGA, APPROVE, first.digest().substring(0, 16)))
        .hasMessageContaining("that is not the current offer");
    try (Workload workload = asked.workload()) {
      asked.annotate(Cast.OLGA, APPROVE, renewal.digest().substring(0, 16));
      Lab.await().until(() -> expires(asked).equals(end.plusSeconds(15)));
      AccessRecord record = asked.record();
      assertThat(record.getSpec().approvals())
          .extracting(a -> a.offer())
          .containsExactly(first.digest(), renewal.digest());
      assertThat(record.getSpec().offerDigest()).isEqualTo(first.digest());
      Lab.await().until(() -> Instant.now().isAfter(end.plusSeconds(2)));
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
      assertThat(asked.condition("Approved").getReason()).isEqualTo("RenewalExhausted");
      Prober prober = Prober.untilRefused(() -> workload.lists("configmaps", shop.orders()), LIMIT);
      prober.hasEndedAt(expires(asked), LATE);
    }
    asked.awaits(RequestPhase.Ended);
    assertThat(Objects.requireNonNull(asked.status().ending()).cause())
        .isEqualTo(EndingCause.Expired);
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void denialOfTheRenewalEndsAccess() {
    Shop shop = Shop.offering(LAB.lab(), renewing("openBefore: 51m, maxTotal: 24h"));
    Asked asked =
        shop.asks("nightly", "duration: 51m, justification: month-end report").activeBy(Cast.OLGA);
    renewal(asked, 1);
    asked.annotate(Cast.OLGA, "leasehold.dev/deny", "the month has ended");
    asked.awaits(RequestPhase.Denied);
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void autoRenewsByItselfUpToTheLongestLife() {
    Shop shop =
        Shop.offering(
            LAB.lab(), renewing("openBefore: 117s, maxTotal: 3m").approvedBy("mode: Auto"));
    Asked asked = shop.asks("nightly", "duration: 2m, justification: month-end report");
    asked.awaits(RequestPhase.Active);
    Instant start = Instant.parse(Objects.requireNonNull(asked.status().grantedAt()));
    Lab.await().until(() -> expires(asked).equals(start.plusSeconds(180)));
    assertThat(renewals(asked)).isEqualTo(1);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
  }

  @ConcurrentTest
  void autoRenewsNoWindowsOfSecondsAndSaysSoBeforeTheyEnd() {
    Shop shop =
        Shop.offering(
            LAB.lab(), renewing("openBefore: 12s, maxTotal: 45s").approvedBy("mode: Auto"));
    Asked asked = shop.asks("nightly", "duration: 15s, justification: month-end report");
    asked.awaits(RequestPhase.Active);
    assertThat(asked.condition("Approved", "RenewalTooOften").getMessage())
        .contains("access ends at 20", "shorter than 2m", "longer spec.duration");
    asked.awaits(RequestPhase.Ended);
    Window window = Objects.requireNonNull(asked.record().getSpec().window());
    assertThat(Duration.between(Instant.parse(window.start()), Instant.parse(window.end())))
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(renewals(asked)).isZero();
  }

  private static long renewals(Asked asked) {
    return asked.recorded(asked.uid()).history().stream()
        .filter(h -> h.event().equals("Renewed"))
        .count();
  }

  @ConcurrentTest
  void whatTheCatalogHandsOutDifferentlyByNowIsNotRenewed() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked =
        shop.asks("nightly", "duration: 1h, justification: month-end report").activeBy(Cast.OLGA);
    shop.offers(
        renewing("openBefore: 1h, maxTotal: 24h")
            .giving(
                Entitled.token("shop", "orders-reader"), Entitled.token("more", "orders-writer")));
    assertThat(asked.condition("Approved", "RenewalDiffers").getMessage()).contains("ask anew");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
  }

  private static Instant expires(Asked asked) {
    return Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
  }

  private static Offer renewal(Asked asked, int number) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(Objects.requireNonNull(asked.status().offer()).renewal())
                    .isEqualTo(number));
    return Objects.requireNonNull(asked.status().offer());
  }
}
