package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lab's Vault and database, and what can be done to them. */
class VaultIT {
  private static final String ORDERS = "database/creds/orders-ro";
  private static final String OPERATOR = "leasehold-operator";

  private static Lab lab;
  private static Vault vault;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabOptions.ordinary().withVault());
    vault = lab.vault();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void theOperatorLogsInByItsServiceAccountAndMayNoMoreThanThePolicyInTheChart() {
    lab.namespace(Chart.NAMESPACE, Map.of());
    account(Chart.NAMESPACE, OPERATOR);
    VaultLogin.Answer answer = login(lab.token(Chart.NAMESPACE, OPERATOR, audience())).orThrow();
    assertThat(answer.body().at("/auth/policies")).hasToString("[\"leasehold-operator\"]");
    VaultLogin operator = vault.as(answer.text("/auth/client_token"));
    assertThat(operator.read("auth/token/lookup-self").succeeded()).isTrue();
    assertThat(operator.read(ORDERS).code()).isEqualTo(403);
    assertThat(operator.read("kv/data/partner").code()).isEqualTo(403);
    assertThat(operator.list("auth/token/accessors").code()).isEqualTo(403);
    assertThat(child(operator, "root").succeeded()).isFalse();
    assertThat(child(operator, "leasehold-operator").succeeded()).isFalse();
  }

  @Test
  void nobodyElseLogsInAsTheOperator() {
    lab.namespace("elsewhere", Map.of());
    account("elsewhere", OPERATOR);
    assertThat(login(lab.token("elsewhere", OPERATOR, audience())).code()).isEqualTo(403);
    lab.namespace(Chart.NAMESPACE, Map.of());
    assertThat(login(lab.token(Chart.NAMESPACE, "default", audience())).code()).isEqualTo(403);
  }

  @Test
  void aLeasedUserLogsInUntilTheLeaseIsRevoked() {
    VaultLogin.Answer leased = vault.root().read(ORDERS).orThrow();
    assertThat(admits(leased)).isTrue();
    revoke(leased).orThrow();
    assertThat(admits(leased)).isFalse();
    assertThat(vault.database().users()).doesNotContain(leased.text("/data/username"));
  }

  @Test
  void leasesEndWithTheOrphanTokenThatTookThem() {
    VaultLogin.Answer token = child(vault.root(), "orders-ro").orThrow();
    assertThat(token.body().at("/auth/orphan").asBoolean()).isTrue();
    VaultLogin bearer = vault.as(token.text("/auth/client_token"));
    VaultLogin.Answer leased = bearer.read(ORDERS).orThrow();
    assertThat(bearer.read("database/creds/orders-rw").code()).isEqualTo(403);
    vault
        .root()
        .write("auth/token/revoke-accessor", Map.of("accessor", token.text("/auth/accessor")))
        .orThrow();
    Lab.await().until(() -> !admits(leased));
  }

  @Test
  void keyValuesAndCertificatesAreThere() {
    assertThat(vault.root().read("kv/data/partner").text("/data/data/key"))
        .isEqualTo("partner-key-v2");
    assertThat(vault.root().read("kv1/partner").text("/data/key")).isEqualTo("partner-key-v1");
    VaultLogin.Answer issued =
        vault
            .root()
            .write(
                "pki/issue/workers",
                Map.of("common_name", "nightly.workers.example.com", "ttl", "5m"))
            .orThrow();
    assertThat(issued.text("/data/certificate")).contains("BEGIN CERTIFICATE");
    assertThat(issued.text("/lease_id")).isEmpty();
  }

  @Test
  void itCanBeSealedStoppedAndHungAndComesBackWithWhatItKnew() {
    VaultLogin.Answer leased = vault.root().read(ORDERS).orThrow();
    vault.seal();
    assertThat(vault.root().read(ORDERS).code()).isEqualTo(503);
    vault.unseal();
    vault.stop();
    vault.start();
    vault.hang();
    vault.resume();
    assertThat(lookUp(leased).succeeded()).isTrue();
    revoke(leased).orThrow();
    assertThat(admits(leased)).isFalse();
  }

  @Test
  void aRestoredSnapshotKnowsWhatItKnewAndNothingSince() {
    VaultLogin.Answer before = child(vault.root(), "partner-key").orThrow();
    Vault.Snapshot snapshot = vault.snapshot();
    VaultLogin.Answer since = child(vault.root(), "partner-key").orThrow();
    vault
        .root()
        .write("auth/token/revoke-accessor", Map.of("accessor", before.text("/auth/accessor")))
        .orThrow();
    assertThat(reads(before)).isFalse();

    vault.restore(snapshot);

    assertThat(reads(before)).isTrue();
    assertThat(reads(since)).isFalse();
  }

  @Test
  void withoutItsDatabaseALeaseIsNotRevoked() {
    VaultLogin.Answer leased = vault.root().read(ORDERS).orThrow();
    vault.database().stop();
    assertThat(revoke(leased).succeeded()).isFalse();
    assertThat(lookUp(leased).succeeded()).isTrue();
    vault.database().start();
    assertThat(admits(leased)).isTrue();
    revoke(leased).orThrow();
    assertThat(admits(leased)).isFalse();
  }

  @Test
  void twoLabsHaveTwoVaults() {
    try (Lab other = Lab.start(LabOptions.ordinary().withVault())) {
      VaultLogin.Answer leased = other.vault().root().read(ORDERS).orThrow();
      assertThat(other.vault().database().users()).contains(leased.text("/data/username"));
      assertThat(vault.database().users()).doesNotContain(leased.text("/data/username"));
      assertThat(other.vault().as(child(vault.root(), "orders-ro").text("/auth/client_token")))
          .satisfies(stranger -> assertThat(stranger.read(ORDERS).code()).isEqualTo(403));
    }
  }

  private static VaultLogin.Answer child(VaultLogin parent, String policy) {
    return parent.write(
        "auth/token/create/leasehold-payments", Map.of("policies", List.of(policy), "ttl", "5m"));
  }

  private static VaultLogin.Answer login(String jwt) {
    return vault.as("").write("auth/kubernetes/login", Map.of("role", "leasehold", "jwt", jwt));
  }

  private static boolean reads(VaultLogin.Answer token) {
    return vault.as(token.text("/auth/client_token")).read("kv/data/partner").succeeded();
  }

  private static boolean admits(VaultLogin.Answer leased) {
    return vault.database().admits(leased.text("/data/username"), leased.text("/data/password"));
  }

  private static VaultLogin.Answer revoke(VaultLogin.Answer leased) {
    return vault
        .root()
        .write("sys/leases/revoke", Map.of("lease_id", leased.text("/lease_id"), "sync", true));
  }

  private static VaultLogin.Answer lookUp(VaultLogin.Answer leased) {
    return vault.root().write("sys/leases/lookup", Map.of("lease_id", leased.text("/lease_id")));
  }

  private static List<String> audience() {
    return List.of(VaultFurniture.AUDIENCE);
  }

  private static void account(String namespace, String name) {
    lab.kubectlWithInput(
            People.ADMIN,
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: %s}}"
                .formatted(name, namespace),
            "apply",
            "--filename=-")
        .orThrow();
  }
}
