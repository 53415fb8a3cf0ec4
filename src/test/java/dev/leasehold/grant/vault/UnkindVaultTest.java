package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Notebook;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.VaultSource;
import dev.leasehold.model.Window;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Vault answers, nothing is concluded that it did not say, and nothing of it is told. */
class UnkindVaultTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final String CREATE = "auth/token/create/leasehold-payments";
  private static final String CREDS = "database/creds/orders-ro";
  private static final Target.Vault DATABASE =
      VaultSamples.of("db", new VaultSource.Dynamic(CREDS, Map.of()));
  private static final Grant GRANT =
      new Grant(
          new RequestRef("payments", "report", "u1"),
          "r1",
          new Subject("payments", "report"),
          "s1",
          List.of(DATABASE),
          new Window(NOW, NOW.plus(Duration.ofHours(4))),
          "report");
  private static final VaultHold HOLD =
      new VaultHold(1, "acc-1", List.of(CREDS + "/l1"), NOW.plusSeconds(3600));
  private static final Holdings KNOWN =
      new Holdings(List.of(), Optional.empty(), Optional.empty(), List.of(HOLD));

  private final FakeVault vault = new FakeVault();
  private final AtomicLong nanos = new AtomicLong();
  private final Notebook ledger = Notebook.blank();
  private Runnable fence = () -> {};
  private final VaultProvisioner provisioner = provisioner(Optional.empty());

  private VaultProvisioner provisioner(Optional<String> namespace) {
    return new VaultProvisioner(
        new VaultSettings(
            List.of(
                new VaultConnection(
                    "default",
                    vault.address(),
                    namespace,
                    Optional.empty(),
                    "kubernetes",
                    "leasehold",
                    "vault",
                    List.of())),
            connection -> Optional.of("jwt"),
            Duration.ofSeconds(2),
            nanos::get,
            () -> fence.run()));
  }

  @AfterEach
  void close() {
    provisioner.close();
    vault.close();
  }

  private Outcome<Optional<Issued>> issue(Target.Vault target) {
    return provisioner.issue(GRANT, target, 1, NOW, NOW.plusSeconds(3600), ledger);
  }

  private String unavailable() {
    Unavailable e = catchThrowableOfType(Unavailable.class, () -> issue(DATABASE));
    tellsNothing(e.reason());
    return e.reason().code().text();
  }

  private String refused(Target.Vault target) {
    Outcome<Optional<Issued>> outcome = issue(target);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Reason reason = ((Outcome.Refused<Optional<Issued>>) outcome).reason();
    tellsNothing(reason);
    return reason.code().text();
  }

  private static void tellsNothing(Reason reason) {
    assertThat(reason.message())
        .startsWith("target db: ")
        .doesNotContain(FakeVault.SECRET)
        .doesNotContain("Exception", "http");
  }

  private static String left(Removal removal) {
    assertThat(removal).isInstanceOf(Removal.Left.class);
    Reason reason = ((Removal.Left) removal).reason();
    tellsNothing(reason);
    return reason.code().text();
  }

  @Test
  void everythingIsNotedBeforeTheTokenIsExtended() {
    assertThat(issue(DATABASE)).isInstanceOf(Outcome.Done.class);
    assertThat(vault.calls)
        .containsExactly(
            "nobody auth/kubernetes/login",
            "own-1 " + CREATE,
            FakeVault.SECRET + " " + CREDS,
            "own-1 auth/token/renew-accessor");
    assertThat(ledger.holds()).containsExactly(HOLD);
  }

  @ParameterizedTest
  @CsvSource({
    "503, '{\"errors\": [\"Vault is sealed\"]}', VaultSealed",
    "503, '{}', VaultNotReady",
    "429, '{}', VaultThrottled",
    "500, '{\"errors\": [\"s.never-to-be-told\"]}', VaultError",
    "307, '', VaultError",
    "403, '{\"errors\": [\"permission denied\"]}', VaultForbidden",
  })
  void whatCannotBeHadNowIsTriedAgain(int code, String body, String said) {
    vault.says(CREATE, code, body);
    assertThat(unavailable()).isEqualTo(said);
    assertThat(ledger.holds()).isEmpty();
  }

  @Test
  void afterOneCallInVainTheOthersDoNotWaitToo() {
    vault.hangs(CREATE);
    assertThat(unavailable()).isEqualTo("VaultTimeout");
    int before = vault.calls.size();
    assertThat(unavailable()).isEqualTo("VaultTimeout");
    assertThat(vault.calls).hasSize(before);
    vault.token("");
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(issue(DATABASE)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void anEngineThatHangsHoldsUpNothingElse() {
    vault.hangs(CREDS);
    assertThat(unavailable()).isEqualTo("VaultTimeout");
    assertThat(vault.paths()).contains("auth/token/revoke-accessor");
    Target.Vault token = VaultSamples.of("db", new VaultSource.Token());
    assertThat(issue(token)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    vault.says(CREDS, 200, "{\"data\": \"" + "x".repeat(2 << 20) + "\"}");
    assertThat(unavailable()).isEqualTo("VaultUnreachable");
  }

  @Test
  void aTokenOfTheOperatorThatIsRefusedIsReplacedOnce() {
    assertThat(issue(DATABASE)).isInstanceOf(Outcome.Done.class);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    vault.calls.clear();
    vault.saysFirst(CREATE, 403, "{\"errors\": [\"permission denied\"]}");
    assertThat(provisioner.issue(GRANT, DATABASE, 2, NOW, NOW.plusSeconds(3600), ledger))
        .isInstanceOf(Outcome.Done.class);
    assertThat(vault.calls)
        .startsWith("own-1 " + CREATE, "nobody auth/kubernetes/login", "own-2 " + CREATE);
    vault.calls.clear();
    vault.says(CREATE, 403, "{\"errors\": [\"permission denied\"]}");
    assertThat(unavailableAgain()).isEqualTo("VaultForbidden");
    assertThat(vault.paths()).doesNotContain("auth/kubernetes/login");
  }

  @Test
  void aLoginThatIsForgottenRightAwayIsMadeAnewASecondLater() {
    assertThat(issue(DATABASE)).isInstanceOf(Outcome.Done.class);
    vault.says(CREATE, 403, "{\"errors\": [\"permission denied\"]}");
    assertThat(unavailableAgain()).isEqualTo("VaultForbidden");
    assertThat(vault.calls).filteredOn("nobody auth/kubernetes/login"::equals).hasSize(1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(unavailableAgain()).isEqualTo("VaultForbidden");
    assertThat(vault.calls).filteredOn("nobody auth/kubernetes/login"::equals).hasSize(2);
  }

  private String unavailableAgain() {
    return catchThrowableOfType(
            Unavailable.class,
            () -> provisioner.issue(GRANT, DATABASE, 3, NOW, NOW.plusSeconds(3600), ledger))
        .reason()
        .code()
        .text();
  }

  @Test
  void theOperatorsTokenIsRenewedWhileItCanBe() {
    assertThat(issue(DATABASE)).isInstanceOf(Outcome.Done.class);
    vault.says(
        "auth/token/renew-self",
        200,
        "{\"auth\": {\"lease_duration\": 1200, \"renewable\": true}}");
    nanos.addAndGet(Duration.ofMinutes(15).toNanos());
    vault.calls.clear();
    provisioner.cut(GRANT, DATABASE, KNOWN);
    assertThat(vault.calls).first().isEqualTo("own-1 auth/token/renew-self");
    vault.says("auth/token/renew-self", 403, "{}");
    nanos.addAndGet(Duration.ofMinutes(15).toNanos());
    provisioner.cut(GRANT, DATABASE, KNOWN);
    assertThat(vault.calls).last().isEqualTo("own-2 auth/token/revoke-accessor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"orphan\": false",
        ", \"lease_duration\": 3600",
        ", \"renewable\": false",
        ", \"num_uses\": 3",
        ", \"policies\": [\"orders-ro\", \"admin\"]",
        ", \"client_token\": \"\"",
      })
  void aTokenThatIsNotAsAskedForIsGivenBack(String otherwise) {
    vault.token(otherwise);
    assertThat(refused(DATABASE)).isEqualTo("VaultTokenUnfit");
    assertThat(vault.paths()).endsWith("auth/token/revoke-accessor").doesNotContain(CREDS);
  }

  /** Vault keeps the names of policies in small letters. */
  @Test
  void policyIsTheSameInCapitals() {
    Target.Vault target =
        VaultSamples.of("db", "Orders-RO", new VaultSource.Dynamic(CREDS, Map.of()), Map.of());
    assertThat(issue(target)).isInstanceOf(Outcome.Done.class);
    vault.token(", \"policies\": [\"orders-rw\"]");
    assertThat(refused(target)).isEqualTo("VaultTokenUnfit");
  }

  @ParameterizedTest
  @CsvSource({
    "'batch tokens cannot have \"renewable\" set to true', token_type=service",
    "'token policies ([admin]) must be subset of the role''s allowed policies', (400)",
  })
  void tokenRoleThatGivesNoSuchTokenIsToldApart(String error, String said) {
    vault.says(CREATE, 400, "{\"errors\": [" + Serialization.asJson(error) + "]}");
    Outcome<Optional<Issued>> outcome = issue(DATABASE);
    assertThat(((Outcome.Refused<Optional<Issued>>) outcome).reason().message())
        .contains("leasehold-payments", said);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"data\": {\"data\": null, \"metadata\": {\"version\": 1, \"destroyed\": false}}}', is"
        + " deleted",
    "'{\"data\": {\"data\": null, \"metadata\": {\"version\": 1, \"destroyed\": true}}}', is"
        + " destroyed",
    "'{\"errors\": []}', there is nothing at",
    "'{\"data\": {\"metadata\": {}}}', there is nothing at",
  })
  void whatBecameOfAVersionIsTold(String body, String said) {
    String path = "kv/data/partner";
    vault.says(path, 404, body);
    Target.Vault target = VaultSamples.of("db", new VaultSource.Static(path, Optional.empty()));
    Outcome<Optional<Issued>> outcome = issue(target);
    assertThat(((Outcome.Refused<Optional<Issued>>) outcome).reason().message())
        .contains(said, path, "(404)");
  }

  @Test
  void whatHasNoLeaseIsRefusedAndTheTokenGivenBack() {
    vault.says(CREDS, 200, "{\"data\": {\"password\": \"" + FakeVault.SECRET + "\"}}");
    assertThat(refused(DATABASE)).isEqualTo("VaultNoLease");
    assertThat(vault.paths()).endsWith("auth/token/revoke-accessor");
  }

  @Test
  void aLeaseTooShortToBeReplacedInTimeIsRefusedAndTakenBack() {
    vault.lease(30);
    assertThat(refused(DATABASE)).isEqualTo("VaultLeaseTooShort");
    assertThat(vault.paths()).endsWith("sys/leases/revoke", "auth/token/revoke-accessor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"../../etc\": \"x\"}",
        "{\"a b\": \"x\"}",
        "{}",
      })
  void fieldsThatFitIntoNoSecretAreRefused(String data) {
    vault.says(
        CREDS, 200, "{\"lease_id\": \"l\", \"lease_duration\": 3600, \"data\": " + data + "}");
    assertThat(refused(DATABASE)).isEqualTo("VaultFieldsUnfit");
  }

  @Test
  void aTemplateThatNamesWhatIsNotThereIsRefused() {
    Target.Vault target =
        VaultSamples.of(
            "db", "orders-ro", new VaultSource.Dynamic(CREDS, Map.of()), Map.of("url", "{{user}}"));
    assertThat(refused(target)).isEqualTo("VaultFieldsUnfit");
  }

  @Test
  void aTokenThatCannotBeExtendedIsGivenBack() {
    vault.says("auth/token/renew-accessor", 400, "{}");
    assertThat(unavailable()).isEqualTo("VaultTokenLost");
    assertThat(vault.paths()).endsWith("sys/leases/revoke", "auth/token/revoke-accessor");
  }

  @Test
  void anAttemptBeforeIsTakenBackFirstOrNothingIsHandedOut() {
    ledger.note(HOLD);
    vault.says("sys/leases/lookup", 200, "{}");
    assertThat(unavailable()).isEqualTo("VaultStillHolds");
    assertThat(vault.paths()).doesNotContain(CREATE);
    vault.says("sys/leases/lookup", 400, "{\"errors\": [\"invalid lease\"]}");
    assertThat(issue(DATABASE)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void leasesGoBeforeTheirTokenAndOnlyLookingProves() {
    assertThat(provisioner.cut(GRANT, DATABASE, KNOWN)).isInstanceOf(Removal.Gone.class);
    assertThat(vault.paths()).endsWith("sys/leases/revoke", "auth/token/revoke-accessor");
    assertThat(provisioner.remove(GRANT, DATABASE, KNOWN)).isInstanceOf(Removal.Gone.class);
    assertThat(vault.paths()).endsWith("auth/token/lookup-accessor", "sys/leases/lookup");
  }

  @ParameterizedTest
  @CsvSource({
    "403, '{\"errors\": [\"permission denied\"]}', VaultForbidden",
    "404, '{\"errors\": []}', VaultError",
    "400, '', VaultError",
    "200, '{}', VaultStillHolds",
    "503, '{\"errors\": [\"Vault is sealed\"]}', VaultSealed",
  })
  void whatVaultDoesNotSayIsGoneIsNot(int code, String body, String said) {
    vault.says("auth/token/lookup-accessor", code, body);
    assertThat(left(provisioner.remove(GRANT, DATABASE, KNOWN))).isEqualTo(said);
    vault.says("auth/token/lookup-accessor", 403, "{\"errors\": [\"invalid accessor\"]}");
    vault.says("sys/leases/lookup", code, body);
    assertThat(left(provisioner.remove(GRANT, DATABASE, KNOWN))).isEqualTo(said);
  }

  @Test
  void whatFailsAmongItKeepsNothingElseFromBeingRevoked() {
    vault.says("sys/leases/revoke", 400, "{\"errors\": [\"" + FakeVault.SECRET + "\"]}");
    assertThat(left(provisioner.cut(GRANT, DATABASE, KNOWN))).isEqualTo("VaultRevokeFailed");
    assertThat(vault.paths()).endsWith("auth/token/revoke-accessor");
  }

  @Test
  void whatIsLostIsLessAndWhatCannotBeAskedIsUnclear() {
    Holdings known =
        new Holdings(
            List.of(),
            Optional.of(CredentialFacts.unanchored(1, "acc-1", NOW, NOW.plusSeconds(3600))),
            Optional.empty(),
            List.of(HOLD));
    assertThat(provisioner.inspect(GRANT, DATABASE, known)).isInstanceOf(Condition.Lessened.class);
    vault.says("auth/token/lookup-accessor", 200, "{}");
    assertThat(provisioner.inspect(GRANT, DATABASE, known)).isInstanceOf(Condition.Lessened.class);
    vault.says("sys/leases/lookup", 200, "{}");
    assertThat(provisioner.inspect(GRANT, DATABASE, known)).isEqualTo(new Condition.Intact());
    vault.says("sys/leases/lookup", 403, "{}");
    assertThat(
            catchThrowableOfType(
                Unavailable.class, () -> provisioner.inspect(GRANT, DATABASE, known)))
        .isNotNull();
  }

  @Test
  void aConnectionThatIsNoLongerConfiguredLeavesWhatItHolds() {
    try (VaultProvisioner none =
        new VaultProvisioner(
            new VaultSettings(
                List.of(), c -> Optional.empty(), Duration.ofSeconds(2), nanos::get, () -> {}))) {
      assertThat(left(none.cut(GRANT, DATABASE, KNOWN))).isEqualTo("VaultConnectionUnknown");
    }
  }

  @Test
  void whoMayNoLongerActAsksForNothing() {
    fence =
        () -> {
          throw new Unavailable(new Reason(ReasonCode.NOT_LEADING, "another process goes on"));
        };
    assertThat(unavailable()).isEqualTo("NotLeading");
    assertThat(left(provisioner.cut(GRANT, DATABASE, KNOWN))).isEqualTo("NotLeading");
    assertThat(vault.calls).isEmpty();
  }

  @Test
  void theNamespaceIsSentWithEveryCall() {
    try (VaultProvisioner within = provisioner(Optional.of("teams/shop"))) {
      assertThat(within.issue(GRANT, DATABASE, 1, NOW, NOW.plusSeconds(3600), ledger))
          .isInstanceOf(Outcome.Done.class);
      assertThat(vault.namespaces).hasSize(4).containsOnly("teams/shop");
    }
  }
}
