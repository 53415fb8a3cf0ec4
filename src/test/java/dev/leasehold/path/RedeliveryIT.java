package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials are replaced and delivered again when asked, and the window stays. */
final class RedeliveryIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String REDELIVER = "leasehold.dev/redeliver";
  private static final int FLOOD = 22;
  private static final Duration SOON = Duration.ofSeconds(25);

  @ConcurrentTest
  void wishIsFulfilledOnceAndTheWindowStays() {
    Asked asked = active("1h", Entitled.reader());
    String end = Objects.requireNonNull(asked.status().expiresAt());
    String before = Workload.text(asked.secret(), "token");
    asked.annotate(Cast.RITA, REDELIVER, "lost");
    Lab.await().until(() -> !Workload.text(asked.secret(), "token").equals(before));
    Lab.await().until(() -> "lost".equals(asked.recorded(asked.uid()).redelivered()));
    try (Workload old = Workload.bearing(LAB.lab(), before);
        Workload fresh = asked.workload()) {
      assertThat(fresh.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      assertThat(asked.status().expiresAt()).isEqualTo(end);
      assertThat(asked.recorded(asked.uid()).targets().getFirst().credential())
          .extracting(c -> c.generation())
          .isEqualTo(2);
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Lab.await().atMost(SOON).until(() -> old.gets("/api") == 401 && fresh.gets("/api") == 401);
    }
    asked.awaits(RequestPhase.Withdrawn);
    asked.leftNothing(asked.uid());
  }

  /** Whoever can annotate could otherwise kill the token that pods have mounted. */
  @ConcurrentTest
  void laterWishesWaitAreShownAndKillNothingAndHistoryIsNotFlooded() {
    Asked asked = active("1h", Entitled.reader());
    String first = Workload.text(asked.secret(), "token");
    asked.annotate(Cast.RITA, REDELIVER, "0");
    Lab.await().until(() -> "0".equals(asked.recorded(asked.uid()).redelivered()));
    for (int wish = 1; wish <= FLOOD; wish++) {
      asked.annotate(Cast.OLGA, REDELIVER, String.valueOf(wish));
    }
    Condition waits = asked.condition("CredentialsDelivered", "RedeliverWaits");
    assertThat(waits.getStatus()).isEqualTo("False");
    assertThat(waits.getMessage()).contains("come at 20", "at most every 2m");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    try (Workload mounted = Workload.bearing(LAB.lab(), first);
        Workload fresh = asked.workload()) {
      Lab.await()
          .during(Duration.ofSeconds(15))
          .atMost(Duration.ofSeconds(30))
          .until(() -> mounted.gets("/api") == 200 && fresh.gets("/api") == 200);
    }
    assertThat(asked.recorded(asked.uid()).redelivered()).isEqualTo("0");
    assertThat(asked.recorded(asked.uid()).history())
        .extracting(HistoryEntry::event)
        .containsExactly("Provisioned", "CredentialsReplaced");
  }

  /** The window and the workload go on, with nothing that anybody else has. */
  @ConcurrentTest
  void whatLeakedDiesAndWhatReplacesItWorks() {
    Asked asked = active("1h", Entitled.reader());
    String first = Workload.text(asked.secret(), "token");
    for (String leaked : List.of("leaked", "Leaked again")) {
      String before = Workload.text(asked.secret(), "token");
      asked.annotate(Cast.RITA, REDELIVER, leaked);
      try (Workload copied = Workload.bearing(LAB.lab(), before)) {
        Lab.await().atMost(SOON).until(() -> copied.gets("/api") == 401);
      }
      Lab.await().until(() -> leaked.equals(asked.recorded(asked.uid()).redelivered()));
    }
    try (Workload fresh = asked.workload();
        Workload old = Workload.bearing(LAB.lab(), first)) {
      assertThat(fresh.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      assertThat(old.gets("/api")).isEqualTo(401);
    }
    assertThat(asked.recorded(asked.uid()).targets().getFirst().previousCredential()).isNull();
    assertThat(asked.recorded(asked.uid()).history())
        .extracting(HistoryEntry::event)
        .containsExactly("Provisioned", "LeakedCredentialsEnded", "LeakedCredentialsEnded");
  }

  @ConcurrentTest
  void wishInTheLastTenMinutesIsDeclinedWithItsReason() {
    Asked asked = active("9m", Entitled.reader());
    String before = Workload.text(asked.secret(), "token");
    declined(asked, "RedeliverTooLate");
    assertThat(Workload.text(asked.secret(), "token")).isEqualTo(before);
  }

  @ConcurrentTest
  void wishWhereNothingIsDeliveredIsDeclinedWithItsReason() {
    declined(
        active("1h", Entitled.reader().giving(Entitled.ownIdentity("own", "view"))),
        "NothingToDeliver");
  }

  private static void declined(Asked asked, String reason) {
    asked.annotate(Cast.RITA, REDELIVER, "again");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.recorded(asked.uid()).history())
                    .extracting(HistoryEntry::reason)
                    .contains(reason));
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
  }

  private static Asked active(String duration, Entitled entitled) {
    return Shop.offering(LAB.lab(), entitled)
        .asks("nightly", "duration: " + duration + ", justification: nightly report")
        .activeBy(Cast.OLGA);
  }
}
