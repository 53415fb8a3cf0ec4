package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Credential;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token roles as their owners have them, who are not those of the catalogs. */
final class TokenRolesIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  /** Two thirds of what the role allows at most, and some more. */
  private static final Duration REPLACED = Duration.ofSeconds(80);

  @ParameterizedTest
  @CsvSource({
    "batch, token_type, batch, token_type=service",
    "default-batch, token_type, default-batch, token_type=service",
    "worn, token_num_uses, 3, token_num_uses=0",
    "periodic, token_period, 1h, token_period=0",
  })
  void roleWhoseTokensCannotBeUsedIsRefusedByItsSetting(
      String name, String setting, String value, String said) {
    // Vault itself refuses a role for batch tokens that are renewable.
    role(name, Map.of(setting, value, "renewable", !value.equals("batch")));
    Asked asked = asks(name, "partner-key").approvedBy(Cast.OLGA);
    asked.awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage())
        .contains("Vault connection default", "leasehold-" + name, said);
    assertThat(asked.secret()).isNull();
    asked.leftNothing(asked.uid());
    assertThat(Held.of(vault(), asked.recorded(asked.uid()))).allMatch(Held::isGone);
  }

  /** To Vault they are one name. */
  @ConcurrentTest
  void policyIsTheSameInCapitals() {
    role("capitals", Map.of());
    Asked asked = asks("capitals", "Partner-Key").activeBy(Cast.OLGA);
    assertThat(bearer(asked).read("kv/data/partner").succeeded()).isTrue();
    assertThat(seen(asked).body().at("/data/policies"))
        .hasToString("[\"default\",\"partner-key\"]");
    ended(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "Default"})
  void policyThatEveryTokenHasIsNoMore(String policy) {
    role("default", Map.of("allowed_policies", "default"));
    Asked asked = asks("default", policy).activeBy(Cast.OLGA);
    assertThat(seen(asked).body().at("/data/policies")).hasToString("[\"default\"]");
    ended(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "ROOT", "Root"})
  void policyThatAllowsEverythingIsNeverRequestable(String policy) {
    Shop shop = Shop.offering(LAB.lab(), Offers.of(target("payments", policy)));
    Lab.await().until(() -> shop.entitlement("reader").reason() != null);
    assertThat(shop.entitlement("reader").requestable()).isFalse();
    assertThat(shop.entitlement("reader").reason()).contains("policy root allows everything");
  }

  @ConcurrentTest
  void tokenThatLivesShorterThanItsWindowIsReplacedBeforeItEnds() {
    role("short", Map.of("token_explicit_max_ttl", "90s"));
    Asked asked = asks("short", "partner-key").activeBy(Cast.OLGA);
    Instant begun = Instant.now();
    Credential first = credential(asked);
    assertThat(Instant.parse(Objects.requireNonNull(first.expiresAt())))
        .isBetween(begun.plusSeconds(60), begun.plusSeconds(91));
    Lab.await()
        .atMost(REPLACED)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              assertThat(bearer(asked).read("kv/data/partner").code()).isEqualTo(200);
              return credential(asked).generation() == 2;
            });
    assertThat(bearer(asked).read("kv/data/partner").succeeded()).isTrue();
    ended(asked);
  }

  /** It is the workload's address that counts, and the operator never uses the token. */
  @ConcurrentTest
  void tokenThatIsBoundToAnotherNetworkIsDeliveredAndProvedGone() {
    role("network", Map.of("token_bound_cidrs", "203.0.113.0/24"));
    Asked asked = asks("network", "partner-key").activeBy(Cast.OLGA);
    assertThat(seen(asked).body().at("/data/bound_cidrs")).hasToString("[\"203.0.113.0/24\"]");
    assertThat(bearer(asked).read("kv/data/partner").code()).isEqualTo(403);
    ended(asked);
  }

  private static void role(String name, Map<String, ?> settings) {
    Map<String, Object> fields =
        new HashMap<>(Map.of("allowed_policies", "partner-key", "orphan", true, "renewable", true));
    fields.putAll(settings);
    vault().root().write("auth/token/roles/leasehold-" + name, fields).orThrow();
  }

  private static Asked asks(String role, String policy) {
    return Shop.offering(LAB.lab(), Offers.of(target(role, policy))).asks("nightly", Offers.HOUR);
  }

  private static String target(String role, String policy) {
    return Offers.target("token", policy, "token: {}", "1h")
        .replace("leasehold-payments", "leasehold-" + role);
  }

  private static VaultLogin bearer(Asked asked) {
    return vault().as(Workload.text(asked.secret(), "token"));
  }

  /** The delivered token, as Vault's administrator sees it. */
  private static VaultLogin.Answer seen(Asked asked) {
    Map<String, String> which = Map.of("token", Workload.text(asked.secret(), "token"));
    return vault().root().write("auth/token/lookup", which).orThrow();
  }

  private static Credential credential(Asked asked) {
    return Objects.requireNonNull(asked.recorded(asked.uid()).targets().getFirst().credential());
  }

  private static void ended(Asked asked) {
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(Held.of(vault(), asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
  }

  private static Vault vault() {
    return LAB.lab().vault();
  }
}
