package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.LatestEntries;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.Statement;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a record tells the log that a process before did not. */
class UnsaidTest {
  private static final Instant LOGGED = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant BEGUN = Instant.parse("2026-12-01T10:00:00Z");
  private static final String ENDED = "2026-12-01T09:30:00Z";

  /** A log that began when the first grant did, and says these things of the request. */
  private static LatestEntries log(EventKind... said) {
    List<Statement> entries = new ArrayList<>();
    entries.add(Lives.statement(EventKind.PROVISION_INTENDED, "other", LOGGED));
    for (EventKind kind : said) {
      entries.add(Lives.statement(kind, "u1", LOGGED.plusSeconds(1)));
    }
    return LatestEntries.of(entries, 0);
  }

  private static AccessRecord record(String outcome, String phase, String cause, String more) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRecord
        metadata: {name: ar-u1, uid: r-u1, creationTimestamp: "2026-12-01T08:00:00Z"}
        spec:
          outcome: %s
          request: {namespace: payments, name: report, uid: u1, requestId: "", specDigest: %s}
          requester: {name: rita, claimed: false}
          applier: rita
          subject: {namespace: payments, serviceAccountName: nightly, uid: s}
          entitlement: {catalog: payments, name: orders-reader}
        status:
          phase: %s
          ending: {cause: %s, actor: sven, at: "2026-12-01T09:29:00Z", message: enough}
          %s
        """
            .formatted(outcome, "5f".repeat(32), phase, cause, more),
        AccessRecord.class);
  }

  private static AccessRecord ended(String at) {
    return record("Granted", "Ended", "Revoked", "endedAt: \"" + at + '"');
  }

  private static List<String> missing(AccessRecord record, EventKind... said) {
    return new Unsaid(log(said), BEGUN).of(record).stream().map(UnsaidTest::line).toList();
  }

  private static String line(Event event) {
    assertThat(event.late()).isTrue();
    assertThat(said(event)).contains("\"fromRecord\":true");
    assertThat(event.request().uid()).isEqualTo("u1");
    return event.kind().text() + " " + event.at();
  }

  @Test
  void anEndThatIsMissingIsToldWithItsCauseAtItsTime() {
    assertThat(missing(ended(ENDED)))
        .containsExactly("RevokeIntended 2026-12-01T09:29:00Z", "Revoked " + ENDED);
    assertThat(missing(ended(ENDED), EventKind.REVOKE_INTENDED))
        .containsExactly("Revoked " + ENDED);
    Event because = new Unsaid(log(), BEGUN).of(ended(ENDED)).getFirst();
    assertThat(said(because)).contains("sven", "enough", "Revoked");
  }

  private static String said(Event event) {
    return Statement.read(Statement.sign(event, Lives.KEY).payload()).predicate().toString();
  }

  /** Somebody may have written it. */
  @Test
  void noCauseIsLaterThanTheEnd() {
    AccessRecord record =
        Serialization.unmarshal(
            Serialization.asJson(ended(ENDED))
                .replace("2026-12-01T09:29:00Z", "+1000000000-12-31T23:59:59Z"),
            AccessRecord.class);
    assertThat(missing(record)).containsExactly("RevokeIntended " + ENDED, "Revoked " + ENDED);
  }

  @Test
  void peopleWhoClosedItAreNamed() {
    AccessRecord record =
        record(
            "Granted",
            "Forgotten",
            "Expired",
            "endedAt: \"%1$s\"\n  forgotten: [{actor: olga, at: \"%1$s\"}, {actor: sven, at: \"%1$s\"}]"
                .formatted(ENDED));
    assertThat(missing(record, EventKind.REVOKE_INTENDED)).containsExactly("Forgotten " + ENDED);
    Event event = new Unsaid(log(EventKind.REVOKE_INTENDED), BEGUN).of(record).getFirst();
    assertThat(said(event)).contains("\"actor\":\"olga, sven\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Denied, Denied, Denied",
    "Rejected, Rejected, Refused",
    "Lapsed, Lapsed, Refused",
    "Withdrawn, Withdrawn, Withdrawn"
  })
  void whatCameToNothingIsToldAsItWouldHaveBeen(String outcome, String cause, String event) {
    AccessRecord record = record(outcome, "Refused", cause, "endedAt: \"" + ENDED + '"');
    assertThat(missing(record)).containsExactly(event + " " + ENDED);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheLogSaysIsNotToldOnceMore(EventKind kind) {
    boolean removed = kind == EventKind.REVOKED || kind == EventKind.FORGOTTEN;
    assertThat(missing(ended(ENDED), kind).isEmpty()).isEqualTo(removed);
    boolean refused =
        kind == EventKind.REFUSED || kind == EventKind.DENIED || kind == EventKind.WITHDRAWN;
    AccessRecord refusal = record("Rejected", "Refused", "Rejected", "endedAt: \"" + ENDED + '"');
    assertThat(missing(refusal, kind).isEmpty()).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T07:59:59.999Z, 0", // before the log, or what was read of it
    "2026-12-01T08:00:00Z, 2",
    "2026-12-01T09:59:59.999Z, 2",
    "2026-12-01T10:00:00Z, 0", // this process's own, which it says itself
  })
  void onlyWhatAnEarlierProcessEndedWhileThereWasALogIsTold(String ended, int told) {
    assertThat(missing(ended(ended))).hasSize(told);
  }

  @ParameterizedTest
  @CsvSource({"Active", "Activating", "Ending"})
  void whatHasNotEndedIsLeftToItsNextLook(String phase) {
    assertThat(missing(record("Granted", phase, "Revoked", ""))).isEmpty();
    AccessRecord claimed = record("Granted", phase, "Revoked", "endedAt: \"" + ENDED + '"');
    assertThat(missing(claimed)).isEmpty();
  }

  @Test
  void aRecordWithoutStatusIsLeftToo() {
    AccessRecord record = ended(ENDED);
    record.setStatus(null);
    assertThat(missing(record)).isEmpty();
  }
}
