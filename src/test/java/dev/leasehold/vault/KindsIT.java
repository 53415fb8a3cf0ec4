package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Backstop;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultLogin;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.ConcurrentTest;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens, certificates and static secrets of a real Vault, used as a workload uses them. */
final class KindsIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withVault();

  /** Some six attempts, of which each writes a few times. */
  private static final int MOST_WRITES = 24;

  private static final Duration LATE = Duration.ofSeconds(20);

  @ConcurrentTest
  void tokenReadsWhatItsPoliciesSayUntilTheWindowEnds() {
    Asked asked = asked(Offers.of(Offers.token("partner")), "duration: 30s").activeBy(Cast.OLGA);
    String token = Workload.text(asked.secret(), "token");
    assertThat(Workload.text(asked.secret(), "address")).isEqualTo(vault().address());
    VaultLogin bearer = vault().as(token);
    assertThat(bearer.read("kv/data/partner").succeeded()).isTrue();
    assertThat(bearer.read("database/creds/orders-ro").code()).isEqualTo(403);
    Instant end = Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
    VaultLogin.Answer self =
        vault().root().write("auth/token/lookup", Map.of("token", token)).orThrow();
    assertThat(self.body().at("/data/orphan").asBoolean()).isTrue();
    assertThat(self.body().at("/data/explicit_max_ttl").asLong()).isBetween(20L, 31L);
    assertThat(Instant.parse(self.text("/data/expire_time"))).isBeforeOrEqualTo(end.plusSeconds(2));
    Prober prober =
        Prober.untilRefused(() -> bearer.read("kv/data/partner").code(), Duration.ofSeconds(60));
    assertThat(prober.code()).isEqualTo(403);
    prober.hasEndedAt(end, LATE);
    asked.awaits(RequestPhase.Ended);
    assertThat(Held.of(vault(), asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
  }

  @ConcurrentTest
  void certificateEndsWithTheWindow() throws GeneralSecurityException {
    Asked asked = asked(Offers.of(Offers.certificate("cert")), "duration: 10m").activeBy(Cast.OLGA);
    String pem = Workload.text(asked.secret(), "certificate");
    assertThat(Workload.text(asked.secret(), "private_key")).contains("PRIVATE KEY");
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    Instant end = Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
    assertThat(certificate.getNotAfter().toInstant()).isBetween(end.minusSeconds(60), end);
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
  }

  @ConcurrentTest
  void accountThatTheKubernetesEngineMakesIsTakenBackWithItsLease() {
    Asked asked = asked(Offers.of(Offers.account("account")), "duration: 1h");
    assertThat(asked.offer().permissions())
        .contains("adds account: sends kubernetes_namespace=" + asked.shop().orders());
    asked.activeBy(Cast.OLGA);
    String token = Workload.text(asked.secret(), "service_account_token");
    try (Workload workload = Workload.bearing(LAB.lab(), token)) {
      assertThat(workload.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      assertThat(workload.lists("secrets", asked.shop().orders())).isEqualTo(403);
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Prober.untilRefused(() -> workload.lists("configmaps", asked.shop().orders()), LATE);
    }
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(Held.of(vault(), asked.recorded(asked.uid()))).isNotEmpty().allMatch(Held::isGone);
  }

  @ConcurrentTest
  void whatIsLeasedIsNotDeliveredAsAStaticSecret() {
    String leased = Offers.target("key", "orders-ro", "kv: {path: database/creds/orders-ro}", "1h");
    Asked asked = asked(Offers.of(leased).rated("Low"), "duration: 1h").approvedBy(Cast.OLGA);
    asked.awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage()).contains("no static secret");
    assertThat(asked.secret()).isNull();
    assertThat(Held.of(vault(), asked.recorded(asked.uid())))
        .isNotEmpty()
        .allMatch(Held::isGone)
        .allSatisfy(held -> assertThat(held.token().leaseIds()).hasSize(1));
  }

  /** A secret's owner could otherwise pass it off as what ends with the window. */
  @ConcurrentTest
  void staticSecretThatIsDressedUpAsACertificateIsRefused() {
    vault()
        .root()
        .write(
            "kv1/dressed",
            Map.of("certificate", "none", "expiration", Instant.now().getEpochSecond() + 600))
        .orThrow();
    String dressed =
        Offers.target("key", "partner-key", "dynamicSecret: {path: kv1/dressed}", "1h");
    Asked asked = asked(Offers.of(dressed), "duration: 1h").approvedBy(Cast.OLGA);
    asked.awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage()).contains("no lease");
    assertThat(asked.secret()).isNull();
  }

  @ConcurrentTest
  void staticSecretsAreDeliveredAndSaidToHaveNoBackstop() {
    for (String version : new String[] {"kv/data/partner", "kv1/partner"}) {
      Entitled low = Offers.of(Offers.keyValue("key", version)).rated("Low");
      Asked asked = asked(low, "duration: 15s");
      assertThat(asked.offer().warnings()).anyMatch(w -> w.contains("until it is changed"));
      asked.activeBy(Cast.OLGA);
      assertThat(Workload.text(asked.secret(), "key"))
          .isEqualTo(version.startsWith("kv1") ? "partner-key-v1" : "partner-key-v2");
      assertThat(asked.recorded(asked.uid()).targets().getFirst().backstop())
          .isEqualTo(Backstop.NONE);
      asked.awaits(RequestPhase.Ended);
      assertThat(asked.secret()).isNull();
      assertThat(Held.of(vault(), asked.recorded(asked.uid()))).allMatch(Held::isGone);
    }
  }

  /** Each attempt notes its token in the record, whose event is no reason for the next one. */
  @ConcurrentTest
  void staticSecretThatIsGoneIsTriedForLaterAndLater() {
    vault().root().write("kv1/passing", Map.of("key", "first")).orThrow();
    String passing = Offers.target("key", "partner-key", "kv: {path: kv1/passing}", "1h");
    Asked asked = asked(Offers.of(passing).rated("Low"), "duration: 1h").activeBy(Cast.OLGA);
    vault().root().delete("kv1/passing").orThrow();
    try (Writes writes = Writes.of(asked)) {
      asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "again");
      Lab.await().until(() -> writes.count() > 0);
      Lab.await()
          .during(Duration.ofSeconds(10))
          .atMost(Duration.ofSeconds(25))
          .until(() -> writes.count() <= MOST_WRITES);
      System.out.println("stale kv: the record was written " + writes.count() + " times in 10 s");
    }
    vault().root().write("kv1/passing", Map.of("key", "second")).orThrow();
    Lab.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> "second".equals(Workload.text(asked.secret(), "key")));
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    asked.awaits(RequestPhase.Withdrawn);
  }

  @ConcurrentTest
  void staticSecretThatNobodyPromisesToChangeIsNotRequestableAboveLow() {
    Shop shop = Shop.offering(LAB.lab(), Offers.of(Offers.keyValue("key", "kv/data/partner")));
    Lab.await().until(() -> shop.entitlement("reader").reason() != null);
    assertThat(shop.entitlement("reader").requestable()).isFalse();
  }

  @ConcurrentTest
  void whatHasNoLeaseIsRefusedAndNothingIsLeft() {
    String unleased =
        Offers.target("key", "partner-key", "dynamicSecret: {path: kv/data/partner}", "1h");
    Asked asked = asked(Offers.of(unleased), "duration: 1h").approvedBy(Cast.OLGA);
    asked.awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage()).contains("no lease");
    assertThat(asked.secret()).isNull();
    asked.leftNothing(asked.uid());
    assertThat(Held.of(vault(), asked.recorded(asked.uid()))).allMatch(Held::isGone);
  }

  @ConcurrentTest
  void pathsOfVaultItselfAreNotRequestable() {
    for (String path :
        new String[] {"sys/leases/lookup", "auth/token/create", "identity/entity", "cubbyhole/x"}) {
      String own =
          Offers.target("own", "partner-key", "dynamicSecret: {path: %s}".formatted(path), "1h");
      Shop shop = Shop.offering(LAB.lab(), Offers.of(own));
      Lab.await().until(() -> shop.entitlement("reader").reason() != null);
      assertThat(shop.entitlement("reader").requestable()).as(path).isFalse();
    }
  }

  private static Asked asked(Entitled entitled, String duration) {
    return Shop.offering(LAB.lab(), entitled)
        .asks("nightly", duration + ", justification: nightly report");
  }

  private static Vault vault() {
    return LAB.lab().vault();
  }
}
