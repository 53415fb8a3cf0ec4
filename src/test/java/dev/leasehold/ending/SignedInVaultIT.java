package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the evidence log stays in Vault: what is signed there, and what if it is not. */
@InItsOwnLab
final class SignedInVaultIT {
  /** X of a binding, and room for a machine that does other things too. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** A new version is used within a minute. */
  private static final Duration NOTICED = Duration.ofSeconds(90);

  private static final String TYPE = "ed25519";

  @TempDir static Path directory;

  private static Lab lab;
  private static EvidenceLogDir log;
  private static TransitGround ground;
  private static Operator operator;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start(LabOptions.ordinary().withVault());
    lab.installChart(OwnLab.values(Map.of()));
    log = EvidenceLogDir.in(directory);
    ground = TransitGround.in(lab.vault(), TYPE);
    Map<String, String> environment = new HashMap<>(log.environment(ground.transit()));
    environment.put("LEASEHOLD_VAULT_CONNECTIONS", ground.connections());
    operator = Operator.start(lab, environment);
    auditorsHaveTheKeys();
  }

  @AfterAll
  static void stop() {
    operator.close();
    lab.close();
  }

  private static List<String> auditorsHaveTheKeys() throws IOException {
    List<String> keys = log.verifiers(ground.read());
    log.verifiedBy(String.join("\n", keys));
    return keys;
  }

  private static Scene scene() {
    return Scene.set(lab, Terms.approved());
  }

  private static void entered(Asked asked, String... events) {
    Lab.await()
        .untilAsserted(() -> assertThat(log.events(asked)).as(asked::told).containsExactly(events));
  }

  private static void live(Scene scene, String name) {
    Asked asked = scene.asks(name, "1h").approved().active();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    entered(asked, "Offered", "ProvisionIntended", "Provisioned", "RevokeIntended", "Revoked");
  }

  private static void acceptedByOthers(List<String> keys) {
    assertThat(log.saidByOthers(keys)).singleElement().asString().startsWith("ok ");
  }

  @Test
  void aGrantIsSignedInVaultAndSoIsTheNextOneAfterARotation() throws Exception {
    Scene scene = scene();
    live(scene, "first");
    List<String> before = auditorsHaveTheKeys();
    acceptedByOthers(before);
    String signed = log.signature();
    ground.rotate();
    List<String> both = auditorsHaveTheKeys();
    assertThat(both).hasSize(before.size() + 1).containsAll(before);
    AtomicInteger number = new AtomicInteger();
    Lab.await()
        .atMost(NOTICED)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              // It looks for a new version when it has something to write.
              Asked _ = scene.asks("again-" + number.incrementAndGet(), "1h");
              assertThat(log.signedBy(both)).isEqualTo(both.getLast());
            });
    live(scene, "second");
    acceptedByOthers(both);
    assertThat(log.saidByOthers(before)).singleElement().asString().startsWith("refused ");
    assertThat(log.saidByOthers(List.of(both.getLast())))
        .singleElement()
        .asString()
        .startsWith("refused ");
    assertThat(log.signature()).isNotEqualTo(signed);
    operator.kill();
    operator.restart();
    live(scene, "third");
    acceptedByOthers(both);
  }

  private interface Act {
    void run() throws Exception;
  }

  private static void withoutVault(Act breaking, Act mending, String why) throws Exception {
    Scene scene = scene();
    Asked ending = scene.asks("ending", "1h").approved().active();
    entered(ending, "Offered", "ProvisionIntended", "Provisioned");
    Asked wanted = scene.asks("wanted", "1h").awaits(RequestPhase.AwaitingApproval);
    breaking.run();
    try {
      Asked _ = wanted.approved();
      ending.revoked();
      ending.ended(EndingCause.Withdrawn, AT_ONCE);
      Lab.await().untilAsserted(() -> waitsForTheLog(wanted));
      assertThat(wanted.binding().get()).isNull();
      Lab.await().untilAsserted(() -> assertThat(operator.said()).contains(why));
    } finally {
      mending.run();
    }
    Asked _ = wanted.active();
    Lab.await().untilAsserted(() -> assertThat(log.events(ending)).endsWith("Revoked late"));
    acceptedByOthers(auditorsHaveTheKeys());
  }

  private static void waitsForTheLog(Asked asked) {
    assertThat(asked.conditions())
        .as(asked::told)
        .anySatisfy(
            c -> {
              assertThat(c.getReason()).isEqualTo("EvidenceUnavailable");
              assertThat(c.getMessage()).contains("evidence log cannot be written");
            });
  }

  @Test
  void aSealedVaultStopsNewAccessAndNoEnding() throws Exception {
    Vault vault = lab.vault();
    withoutVault(vault::seal, vault::unseal, "Vault connection evidence: it is");
  }

  @Test
  void aVaultThatHangsStopsNewAccessAndNoEnding() throws Exception {
    Vault vault = lab.vault();
    withoutVault(vault::hang, vault::resume, "it did not answer in time");
  }

  @Test
  void anotherKeyOfThatNameStopsNewAccessUntilItIsTheTrueOneAgain() throws Exception {
    Vault vault = lab.vault();
    List<String> keys = auditorsHaveTheKeys();
    Vault.Snapshot snapshot = vault.snapshot();
    withoutVault(
        () -> ground.replace(TYPE),
        () -> {
          acceptedByOthers(keys);
          vault.restore(snapshot);
        },
        "what came back are not the signatures");
  }

  /** Its login may do nothing else, and may not touch the key. */
  @Test
  void theOperatorMaySignAndNothingElse() {
    assertThat(lab.vault().keeper().askings())
        .filteredOn(asking -> asking.policies().contains("leasehold-evidence"))
        .allSatisfy(
            asking ->
                assertThat(asking.path())
                    .matches("transit/(sign|keys)/leasehold-evidence|auth/.*(login|renew-self)"));
  }
}
