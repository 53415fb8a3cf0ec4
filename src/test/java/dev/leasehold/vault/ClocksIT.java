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
import io.fabric8.kubernetes.api.model.Condition;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Vault ends by clocks of its own is never delivered when it is over. */
final class ClocksIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  /** Two thirds of ninety seconds, and some more. */
  private static final Duration REPLACED = Duration.ofSeconds(80);

  private static final Duration RETRIED = Duration.ofSeconds(40);

  @BeforeAll
  static void furnish() {
    VaultLogin root = vault().root();
    root.write(
            "pki/roles/short",
            Map.of(
                "allowed_domains",
                "workers.example.com",
                "allow_subdomains",
                true,
                "generate_lease",
                true,
                "key_type",
                "ec",
                "key_bits",
                256,
                "max_ttl",
                "90s"))
        .orThrow();
    policy("short-cert", "path \"pki/issue/short\" { capabilities = [\"update\"] }");
    policy("clocks-key", "path \"kv/data/clocks/*\" { capabilities = [\"read\"] }");
    root.write(
            "auth/token/roles/leasehold-clocks",
            Map.of(
                "allowed_policies", List.of("short-cert", "clocks-key"),
                "orphan", true,
                "renewable", true))
        .orThrow();
  }

  private static void policy(String name, String text) {
    vault().root().write("sys/policies/acl/" + name, Map.of("policy", text)).orThrow();
  }

  @ConcurrentTest
  void certificateWhoseLeaseIsCutShortIsReplacedBeforeItIsOver() throws GeneralSecurityException {
    Asked asked =
        asks(
                "short-cert",
                "dynamicSecret: {path: pki/issue/short, parameters: {common_name:"
                    + " nightly.workers.example.com}}")
            .activeBy(Cast.OLGA);
    Credential first = credential(asked);
    Instant begun = Instant.now();
    assertThat(Instant.parse(Objects.requireNonNull(first.expiresAt())))
        .isBetween(begun.plusSeconds(60), begun.plusSeconds(91));
    Lab.await()
        .atMost(REPLACED)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              assertThat(end(asked)).isAfter(Instant.now());
              return credential(asked).generation() == 2;
            });
    Lab.await().untilAsserted(() -> assertThat(end(asked)).isAfter(begun.plusSeconds(91)));
    ended(asked);
  }

  /** A time at which Vault will delete it does not make it deleted. */
  @ConcurrentTest
  void versionIsDeliveredUntilItIsDeletedAndAgainAfterwards() {
    String key = "kv/data/clocks/partner";
    stored("partner", Map.of("delete_version_after", "30m"));
    Asked asked = asks("clocks-key", "kv: {path: %s}".formatted(key)).activeBy(Cast.OLGA);
    assertThat(Workload.text(asked.secret(), "key")).isEqualTo("abc");
    String before = asked.secret().getMetadata().getResourceVersion();
    vault().root().delete(key).orThrow();
    asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "again");
    Condition hindered = asked.condition("CredentialsDelivered", "VaultPathEmpty");
    assertThat(hindered.getStatus()).isEqualTo("False");
    assertThat(hindered.getMessage()).contains("Vault connection default", key + " is deleted");
    assertThat(asked.secret().getMetadata().getResourceVersion()).isEqualTo(before);
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    vault().root().write("kv/undelete/clocks/partner", Map.of("versions", List.of(1))).orThrow();
    Lab.await()
        .atMost(RETRIED)
        .until(() -> "again".equals(asked.recorded(asked.uid()).redelivered()));
    assertThat(Workload.text(asked.secret(), "key")).isEqualTo("abc");
    ended(asked);
  }

  @ConcurrentTest
  void versionThatIsDestroyedIsCalledSo() {
    stored("destroyed", Map.of());
    vault().root().write("kv/destroy/clocks/destroyed", Map.of("versions", List.of(1))).orThrow();
    Asked asked = asks("clocks-key", "kv: {path: kv/data/clocks/destroyed}").approvedBy(Cast.OLGA);
    asked.awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage()).contains("clocks/destroyed is destroyed");
    assertThat(asked.secret()).isNull();
  }

  private static void stored(String name, Map<String, ?> settings) {
    vault().root().write("kv/metadata/clocks/" + name, settings).orThrow();
    vault().root().write("kv/data/clocks/" + name, Map.of("data", Map.of("key", "abc"))).orThrow();
  }

  private static Asked asks(String policy, String source) {
    String target =
        Offers.target("own", policy, source, "1h")
            .replace("leasehold-payments", "leasehold-clocks");
    return Shop.offering(LAB.lab(), Offers.of(target).rated("Low")).asks("nightly", Offers.HOUR);
  }

  private static Instant end(Asked asked) throws GeneralSecurityException {
    byte[] pem = Workload.text(asked.secret(), "certificate").getBytes(StandardCharsets.UTF_8);
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    return certificate.getNotAfter().toInstant();
  }

  private static Credential credential(Asked asked) {
    return Objects.requireNonNull(asked.recorded(asked.uid()).targets().getFirst().credential());
  }

  private static void ended(Asked asked) {
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(Held.of(vault(), asked.recorded(asked.uid()))).allMatch(Held::isGone);
  }

  private static Vault vault() {
    return LAB.lab().vault();
  }
}
