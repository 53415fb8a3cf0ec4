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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F34 at Vault: an operator that was away while it was being answered, and comes back when another
 * one has gone on, asks for nothing more, and what it was given is of no use to anybody. G5, G12.
 */
@InItsOwnLab
final class TwoOperatorsIT {
  private static final Duration TAKEN_OVER = Duration.ofSeconds(40);

  /** A token that nobody noted dies by itself after a minute. */
  private static final Duration UNNOTED = Duration.ofSeconds(75);

  @ParameterizedTest
  @ValueSource(strings = {"auth/token/create/", "database/creds/"})
  void whoComesBackTooLateHasIssuedNothing(String path) {
    Pause pause = new Pause();
    try (Lab lab = OwnLab.bare();
        Proxy proxy = Proxy.before(lab.vault(), pause);
        Operator one = Operator.start(lab, named("one", lab.vault(), proxy));
        Operator two = Operator.start(lab, Map.of("POD_NAME", "two"))) {
      Asked asked = new OwnLab(lab, one).asks(Offers.databaseUser("db"));
      asked.offer();
      pause.at(path, one);
      asked.approvedBy(Cast.OLGA);
      Lab.await().until(pause::isPaused);
      Lab.await().atMost(TAKEN_OVER).until(() -> asked.status().phase() == RequestPhase.Active);
      DatabaseUser user = DatabaseUser.deliveredTo(asked);
      int before = pause.calls().size();
      pause.resume();
      Lab.await().until(() -> !one.isRunning());
      assertThat(pause.calls()).hasSize(before);
      assertThat(DatabaseUser.deliveredTo(asked)).isEqualTo(user);
      Lab.await().atMost(UNNOTED).until(() -> lab.vault().keeper().grantTokens() == 1);
      Lab.await().until(() -> lab.vault().database().users().equals(Set.of(user.name())));
      two.requireRunning();
      new Told(lab.vault(), asked).isEnded(user);
    }
  }

  private static Map<String, String> named(String name, Vault vault, Proxy proxy) {
    String connections = vault.connections("https://127.0.0.1:" + proxy.port());
    return Map.of("POD_NAME", name, "LEASEHOLD_VAULT_CONNECTIONS", connections);
  }
}
