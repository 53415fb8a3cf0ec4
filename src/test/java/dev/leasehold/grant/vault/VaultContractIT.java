package dev.leasehold.grant.vault;

import dev.leasehold.grant.Ground;
import dev.leasehold.grant.ProvisionerContract;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class VaultContractIT extends ProvisionerContract {
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

  static Stream<Target> targets() {
    return Stream.of(
        VaultSamples.of("token", new VaultSource.Token()),
        VaultSamples.of("db", new VaultSource.Dynamic("database/creds/orders-ro", Map.of())),
        VaultSamples.of(
            "cert",
            "workers-cert",
            new VaultSource.Dynamic(
                "pki/issue/workers",
                Map.of("common_name", "nightly.workers.example.com", "ttl", VaultSource.TTL)),
            Map.of()));
  }

  static Stream<Target> withCredentials() {
    return targets();
  }

  @Override
  protected Ground ground() {
    return ground;
  }
}
