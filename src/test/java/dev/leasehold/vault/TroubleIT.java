package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultKeeper;
import dev.leasehold.lab.VaultReviewer;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Workload;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Vault in every kind of trouble, when something is to be issued and when it is to be revoked: F25,
 * F26, F27, F30, F32 against G1, G4, G5, G10, G11.
 */
@InItsOwnLab
final class TroubleIT {
  private static final Duration LATE = Duration.ofSeconds(20);

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
    Condition ready = new Told(vault, asked).says("Ready", trouble.said);
    assertThat(ready.getStatus()).isEqualTo("False");
    assertThat(ready.getMessage()).contains("Vault connection default");
    assertThat(asked.secret()).isNull();
    end(trouble);
    asked.awaits(RequestPhase.Active);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    assertThat(user.orders()).isEqualTo(2);
    // What it was asked for while it hung it may do now, and that is taken back (G5).
    Lab.await()
        .atMost(LATE)
        .untilAsserted(() -> assertThat(vault.database().users()).isEqualTo(Set.of(user.name())));
    new Told(vault, asked).isEnded(user);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRevokedMeanwhileIsNotCalledEndedBeforeItIs(Trouble trouble) {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    begin(trouble);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    new Told(vault, asked).says("RevocationFailed", trouble.said);
    new Told(vault, asked).isNotCalledEnded();
    assertThat(asked.secret()).isNull();
    end(trouble);
    Prober.untilRefused(user::code, LATE.plus(LATE));
    new Told(vault, asked).isGone(user);
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
    own.grantsBothOnce();
  }

  @Test
  void whileVaultHangsOtherGrantsBeginAndEndInTime() {
    Asked stuck = own.asks(Offers.databaseUser("db"));
    stuck.offer();
    begin(Trouble.HANGING);
    stuck.approvedBy(Cast.OLGA);
    new Told(vault, stuck).says("Ready", Trouble.HANGING.said);
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
    new Told(vault, stuck).isEnded(DatabaseUser.deliveredTo(stuck));
  }

  /** Its own Vault call is under way, and keeps nothing in the cluster. */
  @Test
  void whileVaultHangsInARedeliveryTheSameGrantIsCutInTheCluster() {
    Asked asked =
        own.asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"))
            .activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked, "db.");
    String token = Workload.text(asked.secret(), "shop.token");
    begin(Trouble.HANGING);
    try (Workload workload = Workload.bearing(own.lab(), token)) {
      asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "1");
      Lab.await()
          .during(Duration.ofSeconds(1))
          .until(() -> asked.status().phase() == RequestPhase.Active);
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Prober.untilRefused(
          () -> workload.lists("configmaps", asked.shop().orders()), Duration.ofSeconds(5));
    }
    assertThat(asked.status().endedAt()).isNull();
    end(Trouble.HANGING);
    Prober.untilRefused(user::code, LATE.plus(LATE));
    new Told(vault, asked).isGone(user);
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
    new Told(vault, before).isEnded(first);
    new Told(vault, after).isEnded(second);
  }

  @Test
  void whatThePolicyNoLongerAllowsToRevokeIsSaidAndRetried() {
    Asked asked = own.asks(Offers.databaseUser("db")).activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    mending = () -> vault.keeper().operatorMay(VaultKeeper.policy());
    vault.keeper().operatorMay("path \"auth/token/lookup-self\" { capabilities = [\"read\"] }");
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    new Told(vault, asked).says("RevocationFailed", "(403)");
    assertThat(user.logsIn()).isTrue();
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ending);
    mending.run();
    Prober.untilRefused(user::code, LATE.plus(LATE));
    new Told(vault, asked).isGone(user);
  }

  /** Its token for that has died with the account that it was made for. */
  @Test
  void whereVaultCannotReviewTokensThatIsSaidAndWhatIsInTheClusterEnds() {
    Asked asked =
        own.asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"))
            .activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked, "db.");
    VaultReviewer reviewer = new VaultReviewer(own.lab());
    mending = reviewer::replace;
    reviewer.remove();
    vault.keeper().forgetsTheOperator();
    String token = Workload.text(asked.secret(), "shop.token");
    try (Workload workload = Workload.bearing(own.lab(), token)) {
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Prober.untilRefused(() -> workload.lists("configmaps", asked.shop().orders()), LATE);
    }
    Condition failed = new Told(vault, asked).says("RevocationFailed", "(403)");
    assertThat(failed.getMessage())
        .contains("Vault connection default", "log in as role leasehold", "tokens reviewed");
    new Told(vault, asked).isNotCalledEnded();
    assertThat(user.logsIn()).isTrue();
    mending.run();
    Prober.untilRefused(user::code, LATE.plus(LATE));
    new Told(vault, asked).isGone(user);
  }

  private void begin(Trouble trouble) {
    mending = trouble::end;
    trouble.begin();
  }

  private void end(Trouble trouble) {
    mending = () -> {};
    trouble.end();
  }
}
