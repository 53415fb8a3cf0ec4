package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Stillness;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Replacement inside the window in real time: at two thirds of the ten minutes that API servers
 * give at least. It waits beside all other classes.
 */
@Execution(ExecutionMode.CONCURRENT)
final class RotationIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Duration DUE = Duration.ofSeconds(400);
  private static final Duration LATE = Duration.ofSeconds(40);
  private static final Duration QUIET = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(25);

  @Test
  void credentialIsReplacedAtTwoThirdsOfItsLifeAndBothEndWithTheGrant() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked =
        shop.asks("rotated", "duration: 30m, justification: long report").activeBy(Cast.OLGA);
    String end = Objects.requireNonNull(asked.status().expiresAt());
    String before = Workload.text(asked.secret(), "token");
    Credential first = credential(asked);
    Instant due = Instant.parse(Objects.requireNonNull(first.issuedAt())).plus(DUE);
    try (Workload old = asked.workload()) {
      assertThat(old.lists("configmaps", shop.orders())).isEqualTo(200);
      rests(asked);
      Lab.await()
          .atMost(Duration.between(Instant.now(), due).plus(LATE))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> credential(asked).generation() == 2);
      Instant seen = Instant.now();
      assertThat(seen).isBetween(due.minusSeconds(2), due.plus(LATE));
      System.out.printf("MEASURED rotation after it was due: %s%n", Duration.between(due, seen));
      Lab.await().until(() -> !Workload.text(asked.secret(), "token").equals(before));
      try (Workload fresh = asked.workload()) {
        assertThat(fresh.lists("configmaps", shop.orders())).isEqualTo(200);
        assertThat(old.lists("configmaps", shop.orders())).isEqualTo(200);
        assertThat(asked.status().expiresAt()).isEqualTo(end);
        assertThat(credential(asked).jti()).isNotEqualTo(first.jti());
        asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
        Lab.await().atMost(SOON).until(() -> fresh.gets("/api") == 401 && old.gets("/api") == 401);
      }
    }
    asked.awaits(RequestPhase.Withdrawn);
    asked.leftNothing(asked.uid());
  }

  /** G10: between what is due nothing is written for a minute, whatever else the operator does. */
  private static void rests(Asked asked) {
    Map<String, String> _ = Stillness.of(asked::versions, QUIET);
  }

  private static Credential credential(Asked asked) {
    TargetStatus target = asked.recorded(asked.uid()).targets().getFirst();
    return Objects.requireNonNull(target.credential());
  }
}
