package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From asking to the proof that nothing is left, in real time, with what was really delivered. */
final class ExpiryIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String SHORT = "duration: 30s, justification: month-end report";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** G1: a binding's access ends within 2 s. */
  private static final Duration LATE = Duration.ofSeconds(2);

  @ConcurrentTest
  void tokenMayWhatWasOfferedUntilItsWindowEndsAndNothingIsLeftAfterwards() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", SHORT);
    Offer offer = asked.offer();
    assertThat(offer.digest()).matches("[0-9a-f]{64}");
    assertThat(offer.permissions()).anyMatch(p -> p.contains("configmaps") && p.contains("list"));
    assertThat(offer.backstopAt()).isNotNull();
    assertThat(asked.marked(asked.uid())).isEmpty();

    runAsPrinted(Objects.requireNonNull(offer.approveCommand()));
    AccessRequestStatus active = asked.awaits(RequestPhase.Active);
    assertThat(asked.condition("Ready").getStatus()).isEqualTo("True");
    assertThat(asked.marked(asked.uid())).hasSize(4);
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      assertThat(workload.lists("secrets", shop.orders())).isEqualTo(403);
      assertThat(workload.lists("configmaps", shop.namespace())).isEqualTo(403);
      Instant end = Instant.parse(Objects.requireNonNull(active.expiresAt()));
      Prober prober = Prober.untilRefused(() -> workload.lists("configmaps", shop.orders()), LIMIT);
      prober.hasEndedAt(end, LATE);
      assertThat(prober.code()).isIn(401, 403);
      System.out.printf(
          "MEASURED token expiry to refused: %s ms%n",
          Duration.between(end, prober.refused()).toMillis());
    }
    ended(asked);
    AccessRecord record = asked.record();
    assertThat(asked.recorded(asked.uid()).targets())
        .allSatisfy(target -> assertThat(target.proof()).isNotBlank());
    assertThat(record.getSpec().approvals())
        .singleElement()
        .satisfies(a -> assertThat(a.approver()).isEqualTo(Cast.OLGA.name()));
    assertThat(record.getSpec().offerDigest()).isEqualTo(offer.digest());
  }

  @ConcurrentTest
  void subjectsOwnAccountMayUntilTheWindowEnds() {
    subjectsOwnAccountMay(Entitled.ownIdentity("own", "view"));
  }

  /** A Role of the shop's namespace, listed in the chart's bindable.toSubjects.roles. */
  @ConcurrentTest
  void subjectsOwnAccountMayByARoleOfTheNamespaceToo() {
    subjectsOwnAccountMay(Entitled.ownIdentity("own", "Role", "orders-watcher"));
  }

  private static void subjectsOwnAccountMay(String target) {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader().giving(target));
    String token = LAB.lab().serviceAccountKubeconfig(shop.namespace(), "worker");
    try (Workload worker = new Workload(LAB.lab().clientOf(token))) {
      assertThat(worker.lists("configmaps", shop.orders())).isEqualTo(403);
      Asked asked = shop.asks("dashboard", SHORT).activeBy(Cast.OLGA);
      LAB.lab().awaitRoleBindings();
      assertThat(worker.lists("configmaps", shop.orders())).isEqualTo(200);
      assertThat(worker.lists("secrets", shop.orders())).isEqualTo(403);
      assertThat(asked.secret()).isNull();
      Instant end = Instant.parse(Objects.requireNonNull(asked.status().expiresAt()));
      Prober prober = Prober.untilRefused(() -> worker.lists("configmaps", shop.orders()), LIMIT);
      prober.hasEndedAt(end, LATE);
      assertThat(prober.code()).isEqualTo(403);
      System.out.printf(
          "MEASURED binding expiry to refused: %s ms%n",
          Duration.between(end, prober.refused()).toMillis());
      ended(asked);
    }
  }

  private static void ended(Asked asked) {
    AccessRequestStatus ended = asked.awaits(RequestPhase.Ended);
    assertThat(ended.endedAt()).isNotNull();
    assertThat(Objects.requireNonNull(ended.ending()).cause()).isEqualTo(EndingCause.Expired);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(ended.conditions()).noneMatch(c -> c.getType().equals("Ready"));
    asked.leftNothing(asked.uid());
    AccessRecordStatus recorded = asked.recorded(asked.uid());
    assertThat(recorded.phase()).isEqualTo(RecordPhase.Ended);
    assertThat(recorded.targets()).allSatisfy(target -> assertThat(target.removedAt()).isNotNull());
  }

  private static void runAsPrinted(String command) {
    String[] words = command.split(" ", -1);
    assertThat(words[0]).isEqualTo("kubectl");
    LAB.lab().kubectl(Cast.OLGA, Arrays.copyOfRange(words, 1, words.length)).orThrow();
  }
}
