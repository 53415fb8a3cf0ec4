package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultLogin;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Workload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** F28: a Vault that was restored from an older snapshot, against G4 and G6. */
@InItsOwnLab
final class RestoredIT {
  private static final Duration LATE = Duration.ofSeconds(20);
  private static final Duration NOTICED = Duration.ofSeconds(90);

  private static OwnLab own;
  private static Vault vault;

  @BeforeAll
  static void start() {
    own = OwnLab.start();
    vault = own.vault();
  }

  @AfterAll
  static void close() {
    own.close();
  }

  @Test
  void whatWasRevokedAfterTheSnapshotIsRevokedAgain() {
    Asked asked = own.asks(Offers.token("partner")).activeBy(Cast.OLGA);
    VaultLogin bearer = vault.as(Workload.text(asked.secret(), "token"));
    Vault.Snapshot snapshot = vault.snapshot();
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(reads(bearer)).isEqualTo(403);

    vault.restore(snapshot);

    Prober.untilRefused(() -> reads(bearer), LATE);
    Lab.await()
        .atMost(NOTICED)
        .until(() -> Held.of(vault, asked.recorded(asked.uid())).stream().allMatch(Held::isGone));
  }

  @Test
  void leaseThatWasRevokedAfterTheSnapshotIsRevokedAgain() {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    Vault.Snapshot snapshot = vault.snapshot();
    asked.deletedBy(Cast.RITA);
    Prober.untilRefused(user::code, LATE);

    vault.restore(snapshot);

    Lab.await().atMost(NOTICED).until(() -> vault.keeper().grantTokens() == 0);
    assertThat(user.logsIn()).isFalse();
  }

  /** As when somebody else had seen it. */
  @Test
  void whatWasReplacedAfterTheSnapshotIsRevokedAgainWhileTheGrantGoesOn() {
    Asked asked = own.asks(Offers.token("partner")).activeBy(Cast.OLGA);
    String seen = Workload.text(asked.secret(), "token");
    Vault.Snapshot snapshot = vault.snapshot();
    redelivered(asked, "once");
    String once = Workload.text(asked.secret(), "token");
    vault.root().write("auth/token/revoke", Map.of("token", once)).orThrow();
    Lab.await().atMost(NOTICED).until(() -> reads(delivered(asked)) == 200);
    Lab.await().until(() -> reads(vault.as(seen)) == 403);

    vault.restore(snapshot);

    Prober.untilRefused(() -> reads(vault.as(seen)), LATE);
    Lab.await()
        .atMost(LATE)
        .untilAsserted(
            () ->
                assertThat(asked.recorded(asked.uid()).history())
                    .extracting(HistoryEntry::event)
                    .contains("RevokedAgain"));
    Lab.await().atMost(NOTICED).until(() -> reads(delivered(asked)) == 200);
    assertThat(reads(vault.as(seen))).isEqualTo(403);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(vault.keeper().grantTokens()).isZero();
  }

  private static void redelivered(Asked asked, String wish) {
    asked.annotate(Cast.RITA, "leasehold.dev/redeliver", wish);
    Lab.await().until(() -> wish.equals(asked.recorded(asked.uid()).redelivered()));
  }

  private static VaultLogin delivered(Asked asked) {
    return vault.as(Workload.text(asked.secret(), "token"));
  }

  @Test
  void whatWasIssuedAfterTheSnapshotIsIssuedAnew() {
    Vault.Snapshot snapshot = vault.snapshot();
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser lost = DatabaseUser.deliveredTo(asked);

    vault.restore(snapshot);

    Lab.await().atMost(NOTICED).until(() -> !DatabaseUser.deliveredTo(asked).equals(lost));
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    assertThat(user.orders()).isEqualTo(2);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(user::code, LATE);
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(vault.keeper().grantTokens()).isZero();
  }

  private static int reads(VaultLogin bearer) {
    return bearer.read("kv/data/partner").code();
  }
}
