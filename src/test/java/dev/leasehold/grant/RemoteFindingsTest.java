package dev.leasehold.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was lost is known until it is there again; that all is well is nothing to remember. */
class RemoteFindingsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Condition LOST =
      new Condition.Lessened(new Reason(ReasonCode.VAULT_TOKEN_GONE, "lost"), true);
  private static final Condition INTACT = new Condition.Intact();
  private static final Holdings HELD = Holdings.unknown();
  private static final Grant GRANT =
      new Grant(
          new RequestRef("payments", "report", "u1"),
          "r1",
          new Subject("payments", "report"),
          "s1",
          List.of(Offered.DATABASE),
          new Window(NOW, NOW.plusSeconds(3600)),
          "report");

  private final RemoteFindings findings = new RemoteFindings();

  @Test
  void whatIsWellBeforeAnythingWasLostIsWell() {
    findings.note(GRANT, Offered.DATABASE, HELD, INTACT);
    assertThat(findings.of(GRANT, Offered.DATABASE, HELD)).isEqualTo(INTACT);
  }

  @Test
  void whatWasLostIsWellOnceItIsThereAgain() {
    findings.note(GRANT, Offered.DATABASE, HELD, LOST);
    assertThat(findings.of(GRANT, Offered.DATABASE, HELD)).isEqualTo(LOST);
    findings.note(GRANT, Offered.DATABASE, HELD, INTACT);
    assertThat(findings.of(GRANT, Offered.DATABASE, HELD)).isEqualTo(INTACT);
  }
}
