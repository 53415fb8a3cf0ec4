package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.ConcurrentTest;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A leased user of a real database logs in while the window is open, and not before or after. */
final class LeasedUserIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  /** G1. */
  private static final Duration LATE = Duration.ofSeconds(20);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @ConcurrentTest
  void userReadsTheOrdersUntilTheWindowEndsAndIsNoUserAfterwards() {
    Asked asked = asked("duration: 30s, justification: nightly report");
    Offer offer = asked.offer();
    assertThat(offer.permissions()).anyMatch(p -> p.contains("database/creds/orders-ro"));
    assertThat(asked.secret()).isNull();
    asked.activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    assertThat(user.orders()).isEqualTo(2);
    assertThat(user.writes()).isFalse();
    Instant end = Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
    Prober prober = Prober.untilRefused(user::code, LIMIT);
    prober.hasEndedAt(end, LATE);
    System.out.printf(
        "MEASURED database user's expiry to refused: %s ms%n",
        Duration.between(end, prober.refused()).toMillis());
    asked.awaits(RequestPhase.Ended);
    isGone(asked, user, EndingCause.Expired);
  }

  @ConcurrentTest
  void revokedUserCannotLogIn() {
    Asked asked = asked(Offers.HOUR).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(user::code, LATE);
    asked.awaits(RequestPhase.Withdrawn);
    isGone(asked, user, EndingCause.Withdrawn);
  }

  @ConcurrentTest
  void userOfADeletedRequestCannotLogIn() {
    Asked asked = asked(Offers.HOUR).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    String uid = asked.uid();
    asked.deletedBy(Cast.RITA);
    Prober.untilRefused(user::code, LATE);
    Lab.await().until(() -> asked.recorded(uid).endedAt() != null);
    assertThat(user.database().users()).doesNotContain(user.name());
    assertThat(Held.of(LAB.lab().vault(), asked.recorded(uid))).isNotEmpty().allMatch(Held::isGone);
  }

  @ConcurrentTest
  void userOfADeletedNamespaceCannotLogIn() {
    Asked asked = asked(Offers.HOUR).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    LAB.lab().adminClient().namespaces().withName(asked.shop().namespace()).delete();
    Prober.untilRefused(user::code, LATE);
  }

  private static Asked asked(String fields) {
    return Shop.offering(LAB.lab(), Offers.of(Offers.databaseUser("db"))).asks("nightly", fields);
  }

  private static void isGone(Asked asked, DatabaseUser user, EndingCause cause) {
    String uid = asked.uid();
    assertThat(Objects.requireNonNull(asked.recorded(uid).ending()).cause()).isEqualTo(cause);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(user.database().users()).doesNotContain(user.name());
    asked.leftNothing(uid);
    assertThat(asked.recorded(uid).targets())
        .allSatisfy(target -> assertThat(target.proof()).contains("Vault knows no"));
    assertThat(Held.of(LAB.lab().vault(), asked.recorded(uid))).isNotEmpty().allMatch(Held::isGone);
  }
}
