package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Traces;
import dev.leasehold.lab.VaultKeeper;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator leaves behind: no credential anywhere, and in Vault only what it may do. */
final class TracesIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  /** The lab's logins live for a minute. */
  private static final Duration RENEWED = Duration.ofSeconds(90);

  @Test
  void noCredentialOfVaultIsInLogsStatusEventsOrMetrics() {
    List<String> secrets = new ArrayList<>();
    Asked user = active(Offers.databaseUser("db"));
    secrets.add(DatabaseUser.deliveredTo(user).password());
    redelivered(user);
    secrets.add(DatabaseUser.deliveredTo(user).password());
    Asked token = active(Offers.token("partner"));
    secrets.add(Workload.text(token.secret(), "token"));
    Asked certificate = active(Offers.certificate("cert"));
    secrets.add(Workload.text(certificate.secret(), "private_key").lines().toList().get(1));
    Stream.of(user, token, certificate).forEach(TracesIT::ended);
    Map<String, String> places = Traces.of(LAB.lab(), LAB.operator());
    for (String secret : secrets) {
      for (String written : Traces.writings(secret)) {
        assertThat(places)
            .allSatisfy((place, text) -> assertThat(text.contains(written)).as(place).isFalse());
      }
    }
  }

  /** Were there more in the policy than is needed, something of it would never be used. */
  @Test
  void operatorUsesAllThatItsPolicyAllowsAndIsRefusedNothing() {
    Asked asked = active(Offers.databaseUser("db"), Offers.token("partner"));
    redelivered(asked);
    List<String> allowed = VaultKeeper.paths();
    assertThat(allowed).hasSizeGreaterThan(5);
    Lab.await().atMost(RENEWED).until(() -> asked("auth/token/renew-self"));
    ended(asked);
    assertThat(allowed).allMatch(TracesIT::asked);
    assertThat(askings())
        .noneMatch(asking -> asking.error().contains("permission denied"))
        .noneMatch(asking -> asking.path().startsWith("database/"));
  }

  private static boolean asked(String allowed) {
    return askings().stream().anyMatch(asking -> matches(allowed, asking.path()));
  }

  private static List<VaultKeeper.Asking> askings() {
    return LAB.lab().vault().keeper().askings().stream()
        .filter(VaultKeeper.Asking::isOperators)
        .toList();
  }

  private static boolean matches(String allowed, String path) {
    return allowed.endsWith("*")
        ? path.startsWith(allowed.substring(0, allowed.length() - 1))
        : path.equals(allowed);
  }

  private static void redelivered(Asked asked) {
    Map<String, String> before = asked.secret().getData();
    asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "again");
    Lab.await().until(() -> !asked.secret().getData().equals(before));
  }

  private static Asked active(String... targets) {
    return Shop.offering(LAB.lab(), Offers.of(targets))
        .asks("nightly", Offers.HOUR)
        .activeBy(Cast.OLGA);
  }

  private static void ended(Asked asked) {
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
  }
}
