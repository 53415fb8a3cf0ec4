package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.VaultLogin;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Identity;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Offboarding takes back what Vault gave, and is not over before Vault has said so. */
@InItsOwnLab
final class OffboardedUserIT {
  private static final Duration LATE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(5);

  private static OwnLab own;
  private static boolean sealed;

  @BeforeAll
  static void start() {
    own = OwnLab.start();
  }

  @AfterAll
  static void close() {
    own.close();
  }

  @AfterEach
  void unseal() {
    if (sealed) {
      own.vault().unseal();
      sealed = false;
    }
  }

  @Test
  void databaseUserTokenAndApiServersTokenEndAndTheEvidenceStays() {
    Shop shop = shop();
    Asked alone = asks(shop, "alone", "reader", "worker");
    Asked combined = asks(shop, "combined", "both", "worker");
    Asked others = asks(shop, "others", "reader", "other");
    DatabaseUser user = DatabaseUser.deliveredTo(alone);
    DatabaseUser goesOn = DatabaseUser.deliveredTo(others);
    VaultLogin bearer = own.vault().as(Workload.text(combined.secret(), "key.token"));
    try (Workload workload = api(combined)) {
      assertThat(user.orders()).isEqualTo(2);
      assertThat(bearer.read("kv/data/partner").succeeded()).isTrue();
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      Identity worker = Identity.worker(shop).offboarded();
      Prober.untilRefused(() -> workload.lists("configmaps", shop.orders()), SOON);
      Prober.untilRefused(user::code, LATE);
      assertThat(Prober.untilRefused(() -> bearer.read("kv/data/partner").code(), LATE).code())
          .isEqualTo(403);
      worker.settled();
      Lab.await().atMost(Duration.ofSeconds(25)).until(() -> workload.gets("/api") == 401);
    }
    for (Asked ended : List.of(alone, combined)) {
      ended.awaits(RequestPhase.Revoked);
      isProved(ended);
    }
    assertThat(goesOn.orders()).isEqualTo(2);
    assertThat(others.status().phase()).isEqualTo(RequestPhase.Active);
    int users = own.vault().database().users().size();
    refused(shop, "reader");
    refused(shop, "both");
    assertThat(own.vault().database().users()).hasSize(users);
    staysWithoutItsRequest(alone);
  }

  @Test
  void whileVaultIsSealedTheRestEndsAtOnceAndNothingIsCalledEndedBeforeVaultSaysSo() {
    Shop shop = shop();
    Asked combined = asks(shop, "combined", "login", "worker");
    DatabaseUser user = DatabaseUser.deliveredTo(combined, "db.");
    Identity worker = Identity.worker(shop);
    try (Workload workload = api(combined)) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      own.vault().seal();
      sealed = true;
      worker.offboarded();
      Prober.untilRefused(() -> workload.lists("configmaps", shop.orders()), SOON);
      Lab.await().atMost(Duration.ofSeconds(25)).until(() -> workload.gets("/api") == 401);
    }
    refused(shop, "login");
    Lab.await()
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .until(() -> combined.condition("RevocationFailed").getMessage().contains("is sealed"));
    isOpen(combined);
    assertThat(worker.accessRemoved().getStatus()).isEqualTo("False");
    assertThat(user.logsIn()).isTrue();
    Instant unsealing = Instant.now();
    unseal();
    Prober.untilRefused(user::code, LATE.plus(LATE));
    combined.awaits(RequestPhase.Revoked);
    isProved(combined);
    AccessRecordStatus recorded = combined.recorded(combined.uid());
    assertThat(at(recorded.endedAt())).isAfter(unsealing);
    assertThat(at(target(recorded, "db").removedAt())).isAfter(unsealing);
    worker.settled();
  }

  /** What is the API server's is gone, what is Vault's is not, and nothing is said to be over. */
  private static void isOpen(Asked asked) {
    AccessRecordStatus recorded = asked.recorded(asked.uid());
    assertThat(recorded.endedAt()).isNull();
    assertThat(target(recorded, "db").proof()).isNull();
    assertThat(target(recorded, "db").removedAt()).isNull();
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ending);
    assertThat(asked.status().endedAt()).isNull();
    assertThat(asked.condition("AccessRemoved").getStatus()).isNotEqualTo("True");
    assertThat(asked.secret()).isNull();
    asked.leftNothing(asked.uid());
  }

  private static void isProved(Asked asked) {
    AccessRecordStatus recorded = asked.recorded(asked.uid());
    assertThat(Objects.requireNonNull(recorded.ending()).cause())
        .isEqualTo(EndingCause.SubjectOffboarded);
    assertThat(recorded.ending().actor()).isEqualTo(Cast.OFRA.name());
    assertThat(recorded.targets()).allSatisfy(target -> assertThat(target.proof()).isNotBlank());
    assertThat(Held.of(own.vault(), recorded)).isNotEmpty().allMatch(Held::isGone);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(asked.secret()).isNull();
    asked.leftNothing(asked.uid());
  }

  private static void staysWithoutItsRequest(Asked asked) {
    String uid = asked.uid();
    asked.deletedBy(Cast.RITA);
    Lab.await().until(() -> asked.recorded(uid).retainUntil() != null);
    assertThat(asked.record(uid).getSpec().outcome()).isEqualTo(RecordOutcome.Granted);
    assertThat(asked.record(uid).getSpec().approvals())
        .anyMatch(a -> a.approver().equals(Cast.OLGA.name()));
    assertThat(at(asked.recorded(uid).retainUntil()))
        .isAfter(Instant.now().plus(Duration.ofDays(80)));
  }

  private static void refused(Shop shop, String entitlement) {
    String name = "anew-" + entitlement;
    Identity.worker(shop).isRefused(shop.asks(Cast.RITA, Map.of(), name, entitlement, Offers.HOUR));
  }

  private static Asked asks(Shop shop, String name, String entitlement, String subject) {
    String fields = Offers.HOUR + ", subject: {serviceAccountName: %s}".formatted(subject);
    return shop.asks(Cast.RITA, Map.of(), name, entitlement, fields).activeBy(Cast.OLGA);
  }

  private static Workload api(Asked asked) {
    return Workload.bearing(own.lab(), Workload.text(asked.secret(), "shop.token"));
  }

  private static TargetStatus target(AccessRecordStatus recorded, String name) {
    return recorded.targets().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static Instant at(@Nullable String time) {
    return Instant.parse(Objects.requireNonNull(time, "not yet"));
  }

  private static Shop shop() {
    String orders = Entitled.token("shop", "orders-reader");
    Shop shop =
        Shop.offering(
            own.lab(),
            Offers.of(Offers.databaseUser("db")),
            Offers.of(orders, Offers.token("key")).named("both"),
            Offers.of(orders, Offers.databaseUser("db")).named("login"));
    new Identity(shop, "other").made();
    return shop;
  }
}
