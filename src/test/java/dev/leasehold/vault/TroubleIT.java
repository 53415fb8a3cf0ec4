package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultKeeper;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Prober;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Vault in every kind of trouble, when something is to be issued and when it is to be revoked: F25,
 * F26, F27, F30, F31, F32 against G1, G4, G5, G10, G11.
 */
@InItsOwnLab
final class TroubleIT {
  private static final Duration LATE = Duration.ofSeconds(20);

  /** Attempts are spaced by then. */
  private static final Duration NOTICED = Duration.ofSeconds(40);

  private static final Duration GIVEN_UP = Duration.ofSeconds(90);

  private static OwnLab own;
  private static Vault vault;

  private Runnable mending = () -> {};

  @BeforeAll
  static void start() {
    own = OwnLab.start();
    vault = own.vault();
  }

  @AfterAll
  static void close() {
    own.close();
  }

  /** What a test that failed has left broken breaks no other. */
  @AfterEach
  void mend() {
    mending.run();
  }

  /** What can be the matter with all of Vault. */
  enum Trouble {
    SEALED("is sealed"),
    UNREACHABLE("cannot be reached"),
    HANGING("did not answer"),
    UNTRUSTED("is not trusted");

    private final String said;

    Trouble(String said) {
      this.said = said;
    }

    void begin() {
      switch (this) {
        case SEALED -> vault.seal();
        case UNREACHABLE -> vault.stop();
        case HANGING -> vault.hang();
        case UNTRUSTED -> vault.isTakenForAnother();
      }
    }

    void end() {
      switch (this) {
        case SEALED -> vault.unseal();
        case UNREACHABLE -> vault.start();
        case HANGING -> vault.resume();
        case UNTRUSTED -> vault.isItselfAgain();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsApprovedMeanwhileIsIssuedOnceAfterwards(Trouble trouble) {
    Asked asked = own.asks(Offers.databaseUser("db"));
    asked.offer();
    begin(trouble);
    asked.approvedBy(Cast.OLGA);
    Condition ready = said(asked, "Ready", trouble.said);
    assertThat(ready.getStatus()).isEqualTo("False");
    assertThat(ready.getMessage()).contains("Vault connection default");
    assertThat(asked.secret()).isNull();
    end(trouble);
    asked.awaits(RequestPhase.Active);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    assertThat(user.orders()).isEqualTo(2);
    assertThat(vault.database().users()).isEqualTo(Set.of(user.name()));
    ended(asked, user);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRevokedMeanwhileIsNotCalledEndedBeforeItIs(Trouble trouble) {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    begin(trouble);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    said(asked, "RevocationFailed", trouble.said);
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ending);
    assertThat(asked.condition("AccessRemoved").getStatus()).isNotEqualTo("True");
    assertThat(asked.secret()).isNull();
    end(trouble);
    Prober.untilRefused(user::code, LATE.plus(LATE));
    gone(asked, user);
  }

  @Test
  void whereVaultStaysAwayTheOtherTargetsAreRolledBackAndNothingIsIssuedTwice() {
    Asked asked = own.asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"));
    asked.offer();
    begin(Trouble.UNREACHABLE);
    asked.approvedBy(Cast.OLGA);
    Lab.await()
        .atMost(GIVEN_UP)
        .until(() -> asked.status().phase() == RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage()).contains("Vault connection default");
    asked.leftNothing(asked.uid());
    assertThat(asked.secret()).isNull();
    end(Trouble.UNREACHABLE);
    Asked again =
        own.asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"))
            .activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(again, "db.");
    assertThat(vault.database().users()).isEqualTo(Set.of(user.name()));
    ended(again, user);
  }

  @Test
  void whileVaultHangsOtherGrantsBeginAndEndInTime() {
    Asked stuck = own.asks(Offers.databaseUser("db"));
    stuck.offer();
    begin(Trouble.HANGING);
    stuck.approvedBy(Cast.OLGA);
    said(stuck, "Ready", Trouble.HANGING.said);
    Asked other = own.asks(Entitled.token("shop", "orders-reader"));
    other.offer();
    long approved = System.nanoTime();
    other.activeBy(Cast.OLGA);
    assertThat(Duration.ofNanos(System.nanoTime() - approved)).isLessThan(Duration.ofSeconds(5));
    other.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    long revoked = System.nanoTime();
    other.awaits(RequestPhase.Withdrawn);
    assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(5));
    end(Trouble.HANGING);
    stuck.awaits(RequestPhase.Active);
    ended(stuck, DatabaseUser.deliveredTo(stuck));
  }

  @Test
  void operatorWhoseLoginWasRevokedLogsInAgain() {
    Asked before = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    vault.keeper().forgetsTheOperator();
    Asked after = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser first = DatabaseUser.deliveredTo(before);
    DatabaseUser second = DatabaseUser.deliveredTo(after);
    assertThat(vault.database().users()).isEqualTo(Set.of(first.name(), second.name()));
    vault.keeper().forgetsTheOperator();
    ended(before, first);
    ended(after, second);
  }

  @Test
  void leaseWhoseDatabaseIsDownIsRevokedWhenItIsBack() {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    mending = () -> vault.database().start();
    vault.database().stop();
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Condition failed = said(asked, "RevocationFailed", "lease database/creds/orders-ro/");
    assertThat(failed.getMessage()).contains("sre");
    assertThat(asked.condition("AccessRemoved").getStatus()).isNotEqualTo("True");
    vault.database().start();
    mending = () -> {};
    Prober.untilRefused(user::code, LATE.plus(LATE));
    gone(asked, user);
  }

  @Test
  void whatThePolicyNoLongerAllowsToRevokeIsSaidAndRetried() {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    mending = () -> vault.keeper().operatorMay(VaultKeeper.policy());
    vault.keeper().operatorMay("path \"auth/token/lookup-self\" { capabilities = [\"read\"] }");
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    said(asked, "RevocationFailed", "(403)");
    assertThat(user.logsIn()).isTrue();
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ending);
    mending.run();
    Prober.untilRefused(user::code, LATE.plus(LATE));
    gone(asked, user);
  }

  private void begin(Trouble trouble) {
    mending = trouble::end;
    trouble.begin();
  }

  private void end(Trouble trouble) {
    mending = () -> {};
    trouble.end();
  }

  /** Waits until the condition says this. */
  private static Condition said(Asked asked, String type, String words) {
    Lab.await()
        .atMost(NOTICED)
        .untilAsserted(
            () ->
                assertThat(conditions(asked, type).map(Condition::getMessage))
                    .as(() -> asked.status().toString())
                    .anyMatch(message -> message.contains(words)));
    return asked.condition(type);
  }

  private static Stream<Condition> conditions(Asked asked, String type) {
    return asked.status().conditions().stream().filter(c -> c.getType().equals(type));
  }

  private static void ended(Asked asked, DatabaseUser user) {
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(user::code, LATE);
    gone(asked, user);
  }

  private static void gone(Asked asked, DatabaseUser user) {
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(vault.database().users()).doesNotContain(user.name());
    assertThat(Held.of(vault, asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
  }
}
