package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Notebook;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultLogin;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.VaultSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real Vault gives and takes back, and what its database then says. */
class VaultProvisionerIT {
  private static final Target.Vault DATABASE =
      VaultSamples.of(
          "db",
          "orders-ro",
          new VaultSource.Dynamic("database/creds/orders-ro", Map.of()),
          Map.of("url", "postgres://{{username}}:{{password}}@orders-db/orders"));
  private static final Target.Vault TOKEN = VaultSamples.of("token", new VaultSource.Token());

  private static Lab lab;
  private static VaultGround ground;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabOptions.ordinary().withVault());
    ground = new VaultGround(lab);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static Vault vault() {
    return lab.vault();
  }

  private static Outcome<Optional<Issued>> issue(
      Target.Vault target, Grant grant, Notebook ledger, Duration life) {
    Instant now = Instant.now();
    return ground.provisioner().issue(grant, target, 1, now, now.plus(life), ledger);
  }

  private static Issued issued(Target.Vault target, Notebook ledger) {
    Grant grant = ground.grant(List.of(target));
    Outcome<Optional<Issued>> outcome = issue(target, grant, ledger, Duration.ofHours(1));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<Optional<Issued>>) outcome).value().orElseThrow();
  }

  private static String refused(Target.Vault target) {
    Notebook ledger = Notebook.blank();
    Outcome<Optional<Issued>> outcome =
        issue(target, ground.grant(List.of(target)), ledger, Duration.ofHours(1));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(there(ledger)).isZero();
    return ((Outcome.Refused<Optional<Issued>>) outcome).reason().code().text();
  }

  private static String text(Credential credential, String key) {
    return new String(credential.reveal().get(key), StandardCharsets.UTF_8);
  }

  private static Holdings known(Issued issued, Notebook ledger) {
    return new Holdings(List.of(), Optional.of(issued.facts()), Optional.empty(), ledger.holds());
  }

  private static long there(Notebook ledger) {
    return ground.there(ledger.known());
  }

  private static VaultLogin.Answer looked(String accessor) {
    return vault().root().write("auth/token/lookup-accessor", Map.of("accessor", accessor));
  }

  @Test
  void aLeasedUserLogsInAndNoLongerOnceItsLeaseIsRevoked() {
    Notebook ledger = Notebook.blank();
    Issued issued = issued(DATABASE, ledger);
    String user = text(issued.credential(), "username");
    String password = text(issued.credential(), "password");
    assertThat(text(issued.credential(), "url"))
        .isEqualTo("postgres://" + user + ":" + password + "@orders-db/orders");
    assertThat(vault().database().admits(user, password)).isTrue();
    Grant grant = ground.grant(List.of(DATABASE));
    Holdings known = known(issued, ledger);
    assertThat(ground.provisioner().cut(grant, DATABASE, known)).isInstanceOf(Removal.Gone.class);
    assertThat(vault().database().admits(user, password)).isFalse();
    assertThat(ground.provisioner().remove(grant, DATABASE, known))
        .isInstanceOfSatisfying(
            Removal.Gone.class, gone -> assertThat(gone.proof()).contains("no lease database/"));
  }

  @Test
  void aTokenIsAnOrphanWithJustItsPoliciesUntilItsEnd() {
    Issued issued = issued(TOKEN, Notebook.blank());
    assertThat(issued.credential().reveal()).containsKeys("token", "address", "ca.crt");
    VaultLogin.Answer bearer =
        vault().as(text(issued.credential(), "token")).read("database/creds/orders-ro");
    assertThat(bearer.succeeded()).isTrue();
    VaultLogin.Answer seen = looked(issued.facts().jti()).orThrow();
    assertThat(seen.body().at("/data/orphan").asBoolean()).isTrue();
    assertThat(seen.body().at("/data/policies")).hasToString("[\"default\",\"orders-ro\"]");
    assertThat(seen.body().at("/data/explicit_max_ttl").asLong()).isBetween(3500L, 3602L);
    assertThat(seen.body().at("/data/ttl").asLong()).isBetween(3500L, 3602L);
    assertThat(seen.text("/data/meta/leasehold_target")).isEqualTo("token");
  }

  @Test
  void aTokenThatCannotBeNotedIsGivenBackAtOnce() {
    Grant grant = ground.grant(List.of(TOKEN));
    Notebook ledger = Notebook.blank().failingAt(1);
    assertThatThrownBy(() -> issue(TOKEN, grant, ledger, Duration.ofHours(1)))
        .isInstanceOf(Unavailable.class);
    assertThat(accessors())
        .noneMatch(
            a -> looked(a).text("/data/meta/leasehold_request_uid").equals(grant.request().uid()));
  }

  private static List<String> accessors() {
    return vault()
        .root()
        .list("auth/token/accessors")
        .body()
        .at("/data/keys")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void aLeaseThatCannotBeNotedIsTakenBackAtOnce() {
    Notebook ledger = Notebook.blank().failingAt(2);
    Set<String> before = vault().database().users();
    assertThatThrownBy(
            () -> issue(DATABASE, ground.grant(List.of(DATABASE)), ledger, Duration.ofHours(1)))
        .isInstanceOf(Unavailable.class);
    assertThat(vault().database().users()).isEqualTo(before);
    assertThat(there(ledger)).isZero();
  }

  @Test
  void theOperatorsOwnTokenMayDieAndNoGrantWithIt() {
    Issued first = issued(TOKEN, Notebook.blank());
    vault().root().write("auth/token/revoke-accessor", Map.of("accessor", own())).orThrow();
    Grant grant = ground.grant(List.of(TOKEN));
    Lab.await()
        .ignoreExceptionsInstanceOf(Unavailable.class)
        .untilAsserted(
            () ->
                assertThat(issue(TOKEN, grant, Notebook.blank(), Duration.ofHours(1)))
                    .isInstanceOf(Outcome.Done.class));
    assertThat(ground.works(first.facts())).isTrue();
  }

  private static String own() {
    return accessors().stream()
        .filter(a -> looked(a).text("/data/path").equals("auth/kubernetes/login"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void staticSecretsOfBothVersionsAreReadAndTheTokenIsGivenBack() {
    for (String path : List.of("kv1/partner", "kv/data/partner")) {
      Notebook ledger = Notebook.blank();
      Target.Vault target =
          VaultSamples.of(
              "kv",
              "partner-key",
              new VaultSource.Static(path, Optional.of(Duration.ofHours(1))),
              Map.of());
      Issued issued = issued(target, ledger);
      assertThat(issued.credential().reveal()).containsOnlyKeys("key");
      assertThat(text(issued.credential(), "key")).startsWith("partner-key-v");
      assertThat(there(ledger)).isZero();
      assertThat(
              ground
                  .provisioner()
                  .inspect(ground.grant(List.of(target)), target, known(issued, ledger)))
          .isEqualTo(new Condition.Intact());
    }
  }

  @Test
  void aSecretThatWasNotChangedAsPromisedIsNotDelivered() {
    assertThat(
            refused(
                VaultSamples.of(
                    "kv",
                    "partner-key",
                    new VaultSource.Static("kv/data/partner", Optional.of(Duration.ofNanos(1))),
                    Map.of())))
        .isEqualTo("VaultSecretStale");
  }

  @Test
  void aCertificateEndsWithTheCredentialAndWhatHasNoLeaseOtherwiseIsRefused() {
    Issued issued =
        issued(
            certificate(
                Map.of("common_name", "nightly.workers.example.com", "ttl", VaultSource.TTL)),
            Notebook.blank());
    assertThat(text(issued.credential(), "certificate")).contains("BEGIN CERTIFICATE");
    assertThat(issued.facts().expiresAt()).isBefore(Instant.now().plus(Duration.ofHours(1)));
    assertThat(
            refused(
                certificate(Map.of("common_name", "nightly.workers.example.com", "ttl", "23h"))))
        .isEqualTo("VaultCertificateTooLong");
    assertThat(
            refused(
                VaultSamples.of(
                    "kv",
                    "partner-key",
                    new VaultSource.Dynamic("kv1/partner", Map.of()),
                    Map.of())))
        .isEqualTo("VaultNoLease");
  }

  private static Target.Vault certificate(Map<String, String> parameters) {
    return VaultSamples.of(
        "cert", "workers-cert", new VaultSource.Dynamic("pki/issue/workers", parameters), Map.of());
  }

  @Test
  void whatThePoliciesOrTheTokenRoleDoNotAllowIsRefusedByName() {
    assertThat(
            refused(
                VaultSamples.of(
                    "db",
                    "partner-key",
                    new VaultSource.Dynamic("database/creds/orders-ro", Map.of()),
                    Map.of())))
        .isEqualTo("VaultPolicyMissing");
    assertThat(
            refused(VaultSamples.of("db", "leasehold-operator", new VaultSource.Token(), Map.of())))
        .isEqualTo("VaultTokenRefused");
  }

  @Test
  void aLeaseThatItsEngineCannotTakeBackIsLeftUntilItCan() {
    Notebook ledger = Notebook.blank();
    Issued issued = issued(DATABASE, ledger);
    Grant grant = ground.grant(List.of(DATABASE));
    Holdings known = known(issued, ledger);
    vault().database().stop();
    try {
      assertThat(ground.provisioner().cut(grant, DATABASE, known)).isInstanceOf(Removal.Left.class);
      assertThat(ground.provisioner().remove(grant, DATABASE, known))
          .isInstanceOfSatisfying(
              Removal.Left.class,
              left -> assertThat(left.reason().message()).startsWith("target db: "));
      assertThat(ground.works(issued.facts())).isFalse();
    } finally {
      vault().database().start();
    }
    Lab.await()
        .untilAsserted(
            () -> {
              ground.provisioner().cut(grant, DATABASE, known);
              assertThat(ground.provisioner().remove(grant, DATABASE, known))
                  .isInstanceOf(Removal.Gone.class);
            });
    assertThat(vault().database().users()).doesNotContain(text(issued.credential(), "username"));
  }

  @Test
  void aShortWindowEndsTheTokenWithIt() {
    Notebook ledger = Notebook.blank();
    Outcome<Optional<Issued>> outcome =
        issue(TOKEN, ground.grant(List.of(TOKEN)), ledger, Duration.ofSeconds(30));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    VaultHold hold = ledger.holds().getFirst();
    assertThat(looked(hold.accessor()).body().at("/data/explicit_max_ttl").asLong())
        .isBetween(20L, 32L);
  }
}
