package dev.leasehold.path;

import static dev.leasehold.path.Terminal.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.RecordedLimit;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cli.Ran;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An approver accepts less than was asked. */
final class LimitedIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final Entitled BOTH_ROLES =
      Entitled.reader()
          .approvedBy(
              "mode: Required, rules: [{role: owner, count: 1}, {role: security, count: 1}]")
          .giving(Entitled.token("shop", "orders-reader"), Entitled.token("more", "orders-writer"));

  @TempDir Path directory;

  @Test
  void bothAcceptTheNewOfferAndTheWindowIsTheShorterOne() {
    Asked asked =
        Shop.offering(LAB.lab(), BOTH_ROLES)
            .asks("refunds", "duration: 4h, justification: weekly refunds");
    asked.approvedBy(Cast.OLGA);
    Lab.await().until(() -> asked.offer().approvals().getFirst().given() == 1);
    String whole = asked.offer().digest();

    String[] less = {"--for", "1h", "--targets", "shop", "--reason", "enough for refunds"};
    Ran ran =
        new Terminal(LAB.lab(), directory).run(Cast.SVEN, "yes\nyes\n", on(asked, "approve", less));
    assertThat(ran.err()).contains("Limit this to duration=1h targets=shop");
    assertThat(ran.out()).contains("refunds approved");
    assertThat(ran.err())
        .contains(
            "everybody else has to accept it too", "Limited:        to 1h", "Offered:        1h");

    Lab.await().until(() -> asked.offer().approvals().getLast().given() == 1);
    assertThat(asked.offer().digest()).isNotEqualTo(whole);
    assertThat(asked.offer().duration()).isEqualTo("1h");
    assertThat(asked.offer().approvals().getFirst().given()).as("olga accepted more").isZero();
    assertThat(asked.offer().permissions()).noneMatch(line -> line.contains("more"));
    assertThat(asked.record()).isNull();

    // It holds already, so nothing is written and it is approved.
    Ran same =
        new Terminal(LAB.lab(), directory).run(Cast.OLGA, "yes\n", on(asked, "approve", less));
    assertThat(same.out()).as(same.err()).contains("refunds approved");
    AccessRequestStatus _ = asked.awaits(RequestPhase.Active);
    AccessRecordSpec spec = asked.record().getSpec();
    Instant start = Instant.parse(Objects.requireNonNull(spec.window()).start());
    assertThat(Instant.parse(spec.window().end())).isEqualTo(start.plus(Duration.ofHours(1)));
    assertThat(spec.targets()).extracting(RecordedTarget::name).containsExactly("shop");
    assertThat(spec.approvals())
        .extracting(Approval::offer)
        .containsOnly(Objects.requireNonNull(spec.offerDigest()));
    RecordedLimit limit = Objects.requireNonNull(spec.request().limit());
    assertThat(limit.approver()).isEqualTo(Cast.SVEN.name());
    assertThat(limit.askedDuration()).isEqualTo("4h");
    assertThat(limit.duration()).isEqualTo("1h");
    assertThat(limit.reason()).isEqualTo("enough for refunds");
    assertThat(asked.status().history())
        .anySatisfy(
            entry -> {
              assertThat(entry.event()).isEqualTo("Limited");
              assertThat(entry.actor()).isEqualTo(Cast.SVEN.name());
            });
  }

  /** Who must not approve may still limit; but not by the command that would approve as well. */
  @Test
  void whoMayNotApproveLimitsNothingByApproving() {
    Person both = new Person("path-olive", "path-owners", "path-requesters");
    Asked asked =
        Shop.offering(LAB.lab(), BOTH_ROLES)
            .asks(both, Map.of(), "own", "reader", "duration: 4h, justification: own need");
    String whole = asked.offer().digest();
    Ran ran =
        new Terminal(LAB.lab(), directory)
            .run(both, "yes\nyes\n", on(asked, "approve", "--for", "1h"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("nothing was written: nobody approves for themselves")
        .doesNotContain("Limit this");
    assertThat(asked.offer().digest()).isEqualTo(whole);
    assertThat(asked.now().getMetadata().getAnnotations().keySet())
        .noneMatch(key -> key.startsWith("limit.leasehold.dev/"));
  }
}
