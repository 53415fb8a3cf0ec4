package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Proxy;
import dev.leasehold.lab.Vault;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F29, and F01 and F02 at Vault: what was issued though nobody heard of it is taken back, and what
 * is delivered is the only one. G4, G5.
 */
@InItsOwnLab
final class LostReplyIT {
  /** X of G5. */
  private static final Duration LATE = Duration.ofSeconds(20);

  /** A token that nobody noted dies by itself after a minute, and can do nothing until then. */
  private static final Duration UNNOTED = Duration.ofSeconds(75);

  /** The TTL in whole seconds, and the time that Vault takes to act on it. */
  private static final Duration BACKSTOP = Duration.ofSeconds(5);

  private static final Duration RESTARTED = Duration.ofSeconds(60);

  private static final Interference INTERFERENCE = new Interference();

  private static Lab lab;
  private static Vault vault;
  private static Proxy proxy;
  private static Operator operator;

  @BeforeAll
  static void start() {
    lab = OwnLab.bare();
    vault = lab.vault();
    proxy = Proxy.before(vault, INTERFERENCE);
    String connections = vault.connections("https://127.0.0.1:" + proxy.port());
    operator = Operator.start(lab, Map.of("LEASEHOLD_VAULT_CONNECTIONS", connections));
  }

  @AfterAll
  static void close() {
    operator.close();
    proxy.close();
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth/kubernetes/login",
        "auth/token/create/",
        "database/creds/",
        "auth/token/renew-accessor"
      })
  void whatWasIssuedAndNotHeardOfIsTakenBackAndIssuedOnce(String path) {
    if (path.equals("auth/kubernetes/login")) {
      vault.keeper().forgetsTheOperator();
    }
    INTERFERENCE.loseReplyOf(path);
    Asked asked = asks().activeBy(Cast.OLGA);
    assertThat(INTERFERENCE.isDone()).isTrue();
    onlyOne(asked);
    ended(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sys/leases/revoke", "auth/token/revoke-accessor", "sys/leases/lookup"})
  void whatWasRevokedAndNotHeardOfIsEnded(String path) {
    Asked asked = asks().activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    INTERFERENCE.loseReplyOf(path);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(user::code, LATE);
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(INTERFERENCE.isDone()).isTrue();
    isGone(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "auth/token/create/, true",
    "auth/token/create/, false",
    "database/creds/, true",
    "database/creds/, false",
    "auth/token/renew-accessor, true",
    "auth/token/renew-accessor, false"
  })
  void operatorKilledWhileItIssuesLeavesNothingThatItDoesNotTakeUpAgain(
      String path, boolean beforeItArrives) {
    INTERFERENCE.kill(operator, path, beforeItArrives);
    Asked asked = asks().approvedBy(Cast.OLGA);
    Lab.await().until(() -> !operator.isRunning());
    operator.restart();
    Lab.await()
        .atMost(RESTARTED)
        .untilAsserted(() -> assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active));
    onlyOne(asked);
    ended(asked);
  }

  @ParameterizedTest
  @CsvSource({"sys/leases/revoke, true", "sys/leases/revoke, false", "auth/token/revoke, false"})
  void operatorKilledWhileItRevokesGoesOn(String path, boolean beforeItArrives) {
    Asked asked = asks().activeBy(Cast.OLGA);
    INTERFERENCE.kill(operator, path, beforeItArrives);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Lab.await().until(() -> !operator.isRunning());
    operator.restart();
    Lab.await()
        .atMost(RESTARTED)
        .untilAsserted(() -> assertThat(asked.status().phase()).isEqualTo(RequestPhase.Withdrawn));
    isGone(asked);
  }

  @Test
  void grantsOutliveTheOperator() {
    Asked asked = asks().activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    operator.kill();
    assertThat(user.orders()).isEqualTo(2);
    operator.restart();
    assertThat(DatabaseUser.deliveredTo(asked)).isEqualTo(user);
    assertThat(user.logsIn()).isTrue();
    ended(asked);
  }

  @Test
  void whatNobodyTakesBackEndsWithItsWindowAllTheSame() {
    Asked asked =
        Shop.offering(lab, Offers.of(Offers.databaseUser("db")))
            .asks("nightly", "duration: 45s, justification: nightly report")
            .activeBy(Cast.OLGA);
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    Instant end = Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
    operator.kill();
    Prober prober = Prober.untilRefused(user::code, Duration.ofSeconds(90));
    prober.hasEndedAt(end, BACKSTOP);
    System.out.printf(
        "MEASURED database user's expiry to refused, without operator: %s ms%n",
        Duration.between(end, prober.refused()).toMillis());
    operator.restart();
    asked.awaits(RequestPhase.Ended);
    isGone(asked);
  }

  private static Asked asks() {
    return new OwnLab(lab, operator).asks(Offers.databaseUser("db"));
  }

  /** One user can log in, and one token of a grant is left. */
  private static void onlyOne(Asked asked) {
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    assertThat(user.orders()).isEqualTo(2);
    Lab.await()
        .atMost(LATE)
        .untilAsserted(() -> assertThat(vault.database().users()).isEqualTo(Set.of(user.name())));
    Lab.await().atMost(UNNOTED).until(() -> vault.keeper().grantTokens() == 1);
    assertThat(user.logsIn()).isTrue();
  }

  private static void ended(Asked asked) {
    DatabaseUser user = DatabaseUser.deliveredTo(asked);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(user::code, LATE);
    asked.awaits(RequestPhase.Withdrawn);
    isGone(asked);
  }

  private static void isGone(Asked asked) {
    assertThat(vault.database().users()).isEmpty();
    assertThat(Held.of(vault, asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
  }
}
