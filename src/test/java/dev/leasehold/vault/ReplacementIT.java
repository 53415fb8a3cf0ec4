package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultLogin;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.ConcurrentTest;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Watcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Database users are replaced inside the window, and nothing is widened or lengthened by it. */
final class ReplacementIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  private static final String REDELIVER = "leasehold.dev/redeliver";

  /** Two thirds of a minute, and some more. */
  private static final Duration ROTATED = Duration.ofSeconds(75);

  private static final Duration LATE = Duration.ofSeconds(20);

  @ConcurrentTest
  void userIsReplacedInsideTheWindowAndTheOldOneGoes() {
    Asked asked = active("1m");
    String end = Objects.requireNonNull(asked.status().expiresAt());
    DatabaseUser first = DatabaseUser.deliveredTo(asked);
    replacedInTime(asked, first);
    Lab.await().atMost(ROTATED).until(() -> !first.logsIn());
    assertThat(DatabaseUser.deliveredTo(asked).orders()).isEqualTo(2);
    assertThat(asked.status().expiresAt()).isEqualTo(end);
    ended(asked);
  }

  /** As files they change in place: they are never away, and have the same names. */
  @ConcurrentTest
  void workloadThatHasTheSecretMountedSeesItChange() {
    Asked asked = active("1m");
    try (Mount mount = Mount.of(asked)) {
      Lab.await().until(() -> !mount.files().isEmpty());
      Map<String, String> first = mount.files();
      assertThat(first).containsOnlyKeys("username", "password", "url");
      Lab.await().atMost(ROTATED).until(() -> !mount.files().equals(first));
      assertThat(mount.files()).containsOnlyKeys("username", "password", "url");
      DatabaseUser second = DatabaseUser.deliveredTo(asked);
      assertThat(Workload.text(asked.secret(), "url"))
          .isEqualTo("postgres://%s:%s@db/orders".formatted(second.name(), second.password()));
      assertThat(mount.seen().subList(1, mount.seen().size()))
          .isNotEmpty()
          .containsOnly(Watcher.Action.MODIFIED);
      assertThat(asked.secret().getImmutable()).isNotEqualTo(true);
    }
    ended(asked);
  }

  @ConcurrentTest
  void editedSecretIsReplacedInTimeThoughNobodyAsks() {
    Asked asked = active("1m");
    DatabaseUser first = DatabaseUser.deliveredTo(asked);
    LAB.lab().adminClient().resource(asked.secret()).edit(ReplacementIT::garbled);
    replacedInTime(asked, new DatabaseUser(first.database(), first.name(), "garbled"));
    assertThat(asked.secret().getData()).doesNotContainKey("more");
    ended(asked);
  }

  @ConcurrentTest
  void deletedSecretIsReplacedInTimeThoughNobodyAsks() {
    Asked asked = active("1m");
    DatabaseUser first = DatabaseUser.deliveredTo(asked);
    LAB.lab().adminClient().resource(asked.secret()).delete();
    Lab.await().atMost(ROTATED).until(() -> asked.secret() != null);
    assertThat(DatabaseUser.deliveredTo(asked)).isNotEqualTo(first);
    assertThat(DatabaseUser.deliveredTo(asked).orders()).isEqualTo(2);
    ended(asked);
  }

  @ConcurrentTest
  void userIsReplacedWhenAskedAndTheWindowStays() {
    Asked asked = active("1h");
    String end = Objects.requireNonNull(asked.status().expiresAt());
    DatabaseUser first = DatabaseUser.deliveredTo(asked);
    replacedWhenAsked(asked, first);
    assertThat(asked.status().expiresAt()).isEqualTo(end);
    isNoWiderOrLonger(asked, Instant.parse(end));
    ended(asked);
    assertThat(first.logsIn()).isFalse();
  }

  @ConcurrentTest
  void deletedSecretIsReplacedWhenAsked() {
    Asked asked = active("1h");
    DatabaseUser first = DatabaseUser.deliveredTo(asked);
    LAB.lab().adminClient().resource(asked.secret()).delete();
    asked.annotate(Cast.RITA, REDELIVER, "deleted");
    Lab.await().until(() -> asked.secret() != null);
    assertThat(DatabaseUser.deliveredTo(asked)).isNotEqualTo(first);
    assertThat(DatabaseUser.deliveredTo(asked).orders()).isEqualTo(2);
    ended(asked);
  }

  @ConcurrentTest
  void editedSecretIsReplacedWhenAsked() {
    Asked asked = active("1h");
    DatabaseUser first = DatabaseUser.deliveredTo(asked);
    LAB.lab().adminClient().resource(asked.secret()).edit(ReplacementIT::garbled);
    replacedWhenAsked(asked, new DatabaseUser(first.database(), first.name(), "garbled"));
    assertThat(asked.secret().getData()).doesNotContainKey("more");
    ended(asked);
  }

  private static void replacedWhenAsked(Asked asked, DatabaseUser before) {
    asked.annotate(Cast.RITA, REDELIVER, "again");
    Lab.await().until(() -> !DatabaseUser.deliveredTo(asked).equals(before));
    assertThat(DatabaseUser.deliveredTo(asked).orders()).isEqualTo(2);
    Lab.await().until(() -> "again".equals(asked.recorded(asked.uid()).redelivered()));
  }

  private static void replacedInTime(Asked asked, DatabaseUser before) {
    Lab.await().atMost(ROTATED).until(() -> !DatabaseUser.deliveredTo(asked).equals(before));
    assertThat(DatabaseUser.deliveredTo(asked).orders()).isEqualTo(2);
    assertThat(DatabaseUser.deliveredTo(asked).writes()).isFalse();
  }

  /** Every token that it had, as Vault sees it. */
  private static void isNoWiderOrLonger(Asked asked, Instant end) {
    Vault vault = LAB.lab().vault();
    List<VaultLogin.Answer> tokens =
        Held.of(vault, asked.recorded(asked.uid())).stream()
            .map(held -> Map.of("accessor", held.token().accessor()))
            .map(which -> vault.root().write("auth/token/lookup-accessor", which))
            .filter(VaultLogin.Answer::succeeded)
            .toList();
    assertThat(tokens)
        .isNotEmpty()
        .allSatisfy(
            token -> {
              assertThat(token.body().at("/data/policies"))
                  .hasToString("[\"default\",\"orders-ro\"]");
              assertThat(Instant.parse(token.text("/data/expire_time")))
                  .isBeforeOrEqualTo(end.plusSeconds(2));
            });
  }

  private static Secret garbled(Secret secret) {
    secret.getData().put("password", base64("garbled"));
    secret.getData().put("more", base64("more"));
    return secret;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Asked active(String credentialTtl) {
    return Shop.offering(LAB.lab(), Offers.of(Offers.connectionUrl("db", credentialTtl)))
        .asks("nightly", Offers.HOUR)
        .activeBy(Cast.OLGA);
  }

  /** Whatever was leased for it, over all generations, is gone. */
  private static void ended(Asked asked) {
    DatabaseUser last = DatabaseUser.deliveredTo(asked);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Lab.await().atMost(LATE).until(() -> !last.logsIn());
    asked.awaits(RequestPhase.Withdrawn);
    List<Held> held = Held.of(LAB.lab().vault(), asked.recorded(asked.uid()));
    assertThat(held).hasSizeGreaterThan(1).allMatch(Held::isGone);
  }
}
