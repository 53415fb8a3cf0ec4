package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Notebook;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.VaultSource;
import dev.leasehold.model.Window;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Vault to the letter, and what of its answers is not taken at their word. */
class AskedOfVaultTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofHours(4));
  private static final String ISSUE = "pki/issue/workers";
  private static final String CREDS = "database/creds/orders-ro";
  private static final Target.Vault DATABASE = dynamic(CREDS, Map.of());
  private static final Target.Vault CERTIFICATE =
      dynamic(ISSUE, Map.of("common_name", "nightly", "ttl", VaultSource.TTL));

  private final FakeVault vault = new FakeVault();
  private final Notebook ledger = Notebook.blank();
  private final VaultProvisioner provisioner =
      new VaultProvisioner(
          new VaultSettings(
              List.of(
                  new VaultConnection(
                      "default",
                      vault.address(),
                      Optional.empty(),
                      Optional.empty(),
                      "kubernetes",
                      "leasehold",
                      "vault",
                      List.of())),
              connection -> Optional.of("jwt"),
              Duration.ofSeconds(5),
              () -> 0,
              () -> {}));

  private static Target.Vault dynamic(String path, Map<String, String> parameters) {
    return VaultSamples.of("db", new VaultSource.Dynamic(path, parameters));
  }

  private static Grant grant(Target target) {
    return new Grant(
        new RequestRef("payments", "report", "u1"),
        "r1",
        new Subject("payments", "report"),
        "s1",
        List.of(target),
        new Window(NOW, END),
        "report");
  }

  @AfterEach
  void close() {
    provisioner.close();
    vault.close();
  }

  private Outcome<Optional<Issued>> issue(Target target) {
    return provisioner.issue(grant(target), target, 1, NOW, NOW.plusSeconds(3600), ledger);
  }

  private Issued issued(Target target) {
    Outcome<Optional<Issued>> outcome = issue(target);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<Optional<Issued>>) outcome).value().orElseThrow();
  }

  private String refused(Target target) {
    Outcome<Optional<Issued>> outcome = issue(target);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Optional<Issued>>) outcome).reason().code().text();
  }

  private void certificate(String text, long expiration) {
    vault.says(
        ISSUE,
        200,
        "{\"data\": {\"certificate\": \"%s\", \"expiration\": %d, \"private_key\": \"key\"}}"
            .formatted(text.replace("\n", "\\n"), expiration));
  }

  @Test
  void aTokenIsAskedForAMinuteFirstAndNeverForLongerThanTheCredential() {
    issued(DATABASE);
    assertThat(vault.sent("auth/token/create/leasehold-payments"))
        .contains("\"ttl\":\"60s\"", "\"explicit_max_ttl\":\"3601s\"")
        .contains("\"policies\":[\"orders-ro\"]");
    assertThat(vault.sent("auth/token/renew-accessor"))
        .contains("\"accessor\":\"acc-1\"", "\"increment\":\"3600s\"");
  }

  @Test
  void leasesAreRevokedWhileWeWait() {
    VaultHold hold = new VaultHold(1, "acc-1", List.of(CREDS + "/l1"), END);
    Holdings known = new Holdings(List.of(), Optional.empty(), Optional.empty(), List.of(hold));
    provisioner.cut(grant(DATABASE), DATABASE, known);
    assertThat(vault.sent("sys/leases/revoke"))
        .contains("\"lease_id\":\"database/creds/orders-ro/l1\"", "\"sync\":true");
  }

  @Test
  void whatIsSentToAnEngineIsTheCatalogsAndTheTimeThatIsLeft() {
    certificate(Certificates.until(NOW.plusSeconds(3600)), NOW.plusSeconds(3600).getEpochSecond());
    issued(CERTIFICATE);
    assertThat(vault.sent(ISSUE))
        .contains("\"common_name\":\"nightly\"", "\"ttl\":\"3600s\"")
        .doesNotContain("report", "payments");
  }

  @Test
  void aCertificateThatOutlivesTheWindowIsRefusedWhateverIsSaidOfIt() {
    certificate(Certificates.until(END.plusSeconds(1)), NOW.plusSeconds(3600).getEpochSecond());
    assertThat(refused(CERTIFICATE)).isEqualTo("VaultCertificateTooLong");
    certificate(Certificates.until(END), END.plusSeconds(9999).getEpochSecond());
    assertThat(issued(CERTIFICATE)).isNotNull();
  }

  /** Whoever may write a static secret could otherwise pass it off as one that ends. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
  void whatOnlySaysThatItIsACertificateHasNoLease(String text) {
    certificate(text, NOW.plusSeconds(3600).getEpochSecond());
    assertThat(refused(CERTIFICATE)).isEqualTo("VaultNoLease");
    assertThat(vault.paths()).endsWith("auth/token/revoke-accessor");
  }

  @Test
  void whatIsLeasedIsNoStaticSecretAndIsTakenBack() {
    Target.Vault leased =
        VaultSamples.of("db", new VaultSource.Static(CREDS, Optional.of(Duration.ofHours(1))));
    assertThat(refused(leased)).isEqualTo("VaultLeased");
    assertThat(ledger.holds().getFirst().leaseIds()).containsExactly(CREDS + "/l1");
    assertThat(vault.paths()).endsWith("sys/leases/revoke", "auth/token/revoke-accessor");
  }

  @Test
  void aTemplateThatMultipliesIsRefusedBeforeItIsFilledIn() {
    String large = Base64.getEncoder().encodeToString(new byte[150_000]);
    vault.says(
        CREDS,
        200,
        "{\"lease_id\": \"l\", \"lease_duration\": 3600, \"data\": {\"a\": \"%s\"}}"
            .formatted(large));
    Target.Vault target =
        VaultSamples.of(
            "db",
            "orders-ro",
            new VaultSource.Dynamic(CREDS, Map.of()),
            Map.of("x", "{{a}}".repeat(400)));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(refused(target)).isEqualTo("VaultFieldsUnfit");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32 << 20);
  }

  @Test
  void aTemplateIsFilledInOnceAndNotAgainWithWhatItWasFilledWith() {
    vault.says(
        CREDS,
        200,
        """
        {"lease_id": "l", "lease_duration": 3600, "data": {"a": "{{b}}$1\\\\", "b": "other"}}
        """);
    Target.Vault target =
        VaultSamples.of(
            "db",
            "orders-ro",
            new VaultSource.Dynamic(CREDS, Map.of()),
            Map.of("x", "<{{a}}>", "b", "{{a}}"));
    Map<String, byte[]> delivered = issued(target).credential().reveal();
    assertThat(delivered).containsOnlyKeys("a", "b", "x");
    assertThat(new String(delivered.get("x"), StandardCharsets.UTF_8)).isEqualTo("<{{b}}$1\\>");
  }

  @Test
  void anAnswerThatIsNestedWithoutEndIsNotUnderstood() {
    vault.says(CREDS, 200, "{\"data\": " + "[".repeat(500_000));
    Unavailable e = catchThrowableOfType(Unavailable.class, () -> issue(DATABASE));
    assertThat(e.reason().code()).hasToString("VaultUnintelligible");
    assertThat(vault.paths()).endsWith("auth/token/revoke-accessor");
  }
}
