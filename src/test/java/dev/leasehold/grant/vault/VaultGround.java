package dev.leasehold.grant.vault;

import dev.leasehold.grant.Ground;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.model.Window;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A lab's Vault, used with the operator's own login; what is there is asked of it as root. */
final class VaultGround implements Ground {
  private static final String SYSTEM = "leasehold-system";
  private static final String OPERATOR = "leasehold-operator";

  private final Lab lab;
  private final VaultProvisioner provisioner;
  private final VaultProvisioner silent;

  VaultGround(Lab lab) {
    this.lab = lab;
    lab.namespace(SYSTEM, Map.of());
    lab.adminClient()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(OPERATOR)
                .withNamespace(SYSTEM)
                .endMetadata()
                .build())
        .serverSideApply();
    this.provisioner = at(lab.vault().address());
    // Nothing listens there.
    this.silent = at("https://127.0.0.1:1");
  }

  private VaultProvisioner at(String address) {
    return new VaultProvisioner(
        new VaultSettings(
            List.of(connection(address)),
            connection -> Optional.of(lab.token(SYSTEM, OPERATOR, List.of(connection.audience()))),
            Duration.ofSeconds(5),
            System::nanoTime,
            () -> {}));
  }

  private VaultConnection connection(String address) {
    return new VaultConnection(
        "default",
        address,
        Optional.empty(),
        // Whoever else is trusted: bundles hold several, in any order.
        Optional.of(Certificates.until(Instant.now()) + lab.vault().authority()),
        "kubernetes",
        "leasehold",
        "vault",
        List.of());
  }

  Vault vault() {
    return lab.vault();
  }

  @Override
  public VaultProvisioner provisioner() {
    return provisioner;
  }

  @Override
  public Provisioner cutOff() {
    return silent;
  }

  @Override
  public Grant grant(List<Target> targets) {
    Instant now = Instant.now();
    return new Grant(
        new RequestRef("payments", "nightly-report", UUID.randomUUID().toString()),
        UUID.randomUUID().toString(),
        new Subject("payments", "nightly-report"),
        "unused",
        targets,
        new Window(now, now.plus(Duration.ofHours(4))),
        "report");
  }

  /** Its policy does not let it read where its credentials are made. */
  @Override
  public Grant refused(Target target) {
    VaultSource elsewhere = new VaultSource.Dynamic("database/creds/orders-ro", Map.of());
    return grant(List.of(VaultSamples.of(target.name(), "partner-key", elsewhere, Map.of())));
  }

  @Override
  public long there(Holdings known) {
    return known.vault().stream()
            .filter(hold -> knows("auth/token/lookup-accessor", "accessor", hold.accessor()))
            .count()
        + known.vault().stream()
            .flatMap(hold -> hold.leaseIds().stream())
            .filter(id -> knows("sys/leases/lookup", "lease_id", id))
            .count();
  }

  @Override
  public boolean works(CredentialFacts facts) {
    return knows("auth/token/lookup-accessor", "accessor", facts.jti());
  }

  private boolean knows(String path, String key, String id) {
    return vault().root().write(path, Map.of(key, id)).succeeded();
  }

  @Override
  public void lose(Holdings known) {
    vault()
        .root()
        .write(
            "auth/token/revoke-accessor", Map.of("accessor", known.current().orElseThrow().jti()))
        .orThrow();
  }
}
