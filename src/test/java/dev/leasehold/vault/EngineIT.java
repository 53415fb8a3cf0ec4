package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Prober;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * F31: Vault is well, and the database behind its engine is down when something is to be issued or
 * taken back. G1, G4, G5, G10.
 */
final class EngineIT {
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final Duration GIVEN_UP = Duration.ofSeconds(90);

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

  private static boolean down;

  /** What a test that failed has left broken breaks no other. */
  @AfterEach
  void mend() {
    if (down) {
      databaseIsBack();
    }
  }

  private static void databaseIsDown() {
    down = true;
    vault.database().stop();
  }

  private static void databaseIsBack() {
    vault.database().start();
    down = false;
  }

  @Test
  void whereTheDatabaseIsDownTheOtherTargetsAreRolledBackAndNothingIsIssuedTwice() {
    Asked asked = own.asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"));
    asked.offer();
    databaseIsDown();
    asked.approvedBy(Cast.OLGA);
    Lab.await().until(() -> !asked.marked(asked.uid()).isEmpty());
    Lab.await()
        .atMost(GIVEN_UP)
        .until(() -> asked.status().phase() == RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage())
        .contains("target db", "Vault connection default", "sre");
    assertThat(asked.secret()).isNull();
    asked.leftNothing(asked.uid());
    assertThat(Held.of(vault, asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
    databaseIsBack();
    own.grantsBothOnce();
  }

  @Test
  void leaseWhoseDatabaseIsDownIsRevokedWhenItIsBack() {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    Told told = unrevoked(asked);
    databaseIsBack();
    Prober.untilRefused(user::code, LATE);
    told.isGone(user);
  }

  @Test
  void leaseThatVaultGaveUpOnIsShownWithItsOwnerAndRevokedAllTheSame() {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    Told told = unrevoked(asked);
    List<String> leases = Held.of(vault, asked.recorded(asked.uid())).getFirst().token().leaseIds();
    leases.forEach(vault::givesUpOn);
    // An unsealed Vault reads its leases in the background.
    Lab.await()
        .untilAsserted(
            () -> assertThat(vault.keeper().givenUp()).containsExactlyElementsOf(leases));
    told.says("RevocationFailed", leases.getFirst());
    told.isNotCalledEnded();
    databaseIsBack();
    Prober.untilRefused(user::code, LATE);
    told.isGone(user);
    assertThat(vault.keeper().givenUp()).isEmpty();
  }

  /** It was taken back while the database was down, which is said with who can do something. */
  private static Told unrevoked(Asked asked) {
    Told told = new Told(vault, asked);
    databaseIsDown();
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    assertThat(told.says("RevocationFailed", "lease database/creds/orders-ro/").getMessage())
        .contains("sre");
    told.isNotCalledEnded();
    return told;
  }
}
