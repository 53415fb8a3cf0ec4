package dev.leasehold.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What version dda7c9f left in a cluster goes on with the present one. {@code ./leasehold upgrade}
 * tries the same with both versions, and records the objects for this.
 */
final class UpgradeIT {
  private static final String RECORDED = "path-1";
  private static final String NAMESPACE = "older";

  @Test
  void whatAnOlderVersionLeftGoesOn() throws IOException {
    List<JsonNode> recorded = Recording.read(text());
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installCrds();
      Shop _ = Shop.bare(lab);
      Instant due = Remade.end(recorded, "amid");
      new Remade(lab, Duration.between(due, Instant.now()).minusSeconds(2)).make(recorded);
      lab.installChart(Campaign.VALUES);
      Shop shop = new Shop(lab, NAMESPACE);
      String token = lab.token(NAMESPACE, "watcher", List.of());
      Snapshot before = Snapshot.of(lab);
      try (Workload live = Workload.bearing(lab, token);
          Use use = new Use(() -> live.lists("configmaps", shop.orders()));
          Operator operator = Operator.start(lab)) {
        operator.awaitGuard();
        endsAtOnce(new Asked(shop, "amid"));
        isOfferedAgain(shop);
        isApproved(shop);
        assertThat(use.refused()).as("first refusal of what is live").isEmpty();
        assertThat(use.accepted()).isPresent();
        isAddedToOnly(before, Snapshot.of(lab));
      }
    }
  }

  private static void endsAtOnce(Asked asked) {
    asked.awaits(RequestPhase.Ended);
    assertThat(Objects.requireNonNull(asked.recorded(asked.uid()).ending()).cause())
        .isEqualTo(EndingCause.Expired);
    asked.leftNothing(asked.uid());
  }

  /** What was approved by then does not count any more, and the request says so. */
  private static void isOfferedAgain(Shop shop) {
    Asked half = new Asked(shop, "half");
    Lab.await().until(() -> half.offer().approvals().getFirst().given() == 0);
    assertThat(half.status().history().getLast().message()).contains(half.offer().digest());
  }

  private static void isApproved(Shop shop) {
    Asked waiting = new Asked(shop, "waiting");
    waiting.activeBy(Cast.OLGA);
    try (Workload workload = waiting.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
    }
  }

  /** Of records nothing is changed, and added only what that version did not know. */
  private static void isAddedToOnly(Snapshot before, Snapshot after) {
    for (String name : List.of("own", "renewed", "withdrawn", "rejected")) {
      String record = record(before, name);
      assertThat(before.changes(after).getOrDefault(record, List.of()))
          .as(name)
          .isSubsetOf("+/status/sealed", "+/status/settled")
          .isNotEmpty();
    }
  }

  private static String record(Snapshot all, String request) {
    return all.objects().entrySet().stream()
        .filter(o -> o.getKey().startsWith("AccessRecord "))
        .filter(o -> o.getValue().at("/spec/request/name").asText().equals(request))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static String text() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(UpgradeIT.class.getResourceAsStream("/upgrade/dda7c9f.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace(RECORDED, NAMESPACE);
    }
  }
}
