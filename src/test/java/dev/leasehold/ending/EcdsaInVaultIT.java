package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link SignedInVaultIT} by a key of ECDSA P-256, in short. */
@InItsOwnLab
final class EcdsaInVaultIT {
  @TempDir static Path directory;

  @Test
  void aGrantIsSignedByEcdsaAndSoIsTheNextOneAfterARotation() throws IOException {
    EvidenceLogDir log = EvidenceLogDir.in(directory);
    try (Lab lab = Lab.start(LabOptions.ordinary().withVault())) {
      lab.installChart(OwnLab.values(Map.of()));
      TransitGround ground = TransitGround.in(lab.vault(), "ecdsa-p256");
      Map<String, String> environment = new HashMap<>(log.environment(ground.transit()));
      environment.put("LEASEHOLD_VAULT_CONNECTIONS", ground.connections());
      try (Operator operator = Operator.start(lab, environment)) {
        Scene scene = Scene.set(lab, Terms.approved());
        List<String> first = keys(log, ground);
        lived(log, scene, "first");
        assertThat(log.signedBy(first)).isEqualTo(first.getFirst()).contains("+AjBZ");
        accepted(log, first);
        ground.rotate();
        operator.kill();
        operator.restart();
        List<String> both = keys(log, ground);
        lived(log, scene, "second");
        assertThat(log.signedBy(both)).isEqualTo(both.getLast());
        accepted(log, both);
      }
    }
  }

  private static List<String> keys(EvidenceLogDir log, TransitGround ground) throws IOException {
    List<String> keys = log.verifiers(ground.read());
    log.verifiedBy(String.join("\n", keys));
    return keys;
  }

  private static void lived(EvidenceLogDir log, Scene scene, String name) {
    Asked asked = scene.asks(name, "1h").approved().active();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    Lab.await().untilAsserted(() -> assertThat(log.events(asked)).endsWith("Revoked"));
  }

  private static void accepted(EvidenceLogDir log, List<String> keys) {
    assertThat(log.saidByOthers(keys)).singleElement().asString().startsWith("ok ");
  }
}
