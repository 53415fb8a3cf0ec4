package dev.leasehold.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.Selection;
import dev.leasehold.evidence.TreeHash;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What auditors are told of offboardings, and of what the sweep removed. */
class OffboardingsTest {
  private static final Subject NIGHTLY = new Subject("payments", "nightly");
  private static final Instant FROZEN = Story.START.plus(Duration.ofHours(1));
  private static final Instant LIFTED = FROZEN.plus(Duration.ofHours(5));
  private static final Instant AGAIN = LIFTED.plus(Duration.ofHours(5));

  private static Event said(EventKind kind, Instant at) {
    Facts facts =
        Facts.none()
            .subject(NIGHTLY)
            .by("olga")
            .reason(new Reason(ReasonCode.OFFBOARDED, "the contract ended"));
    return new Event(kind, at, Freeze.ref(NIGHTLY), Freeze.digest(NIGHTLY), facts, false);
  }

  private static Event orphan(String uid, int more) {
    Facts facts = Facts.none().object("RoleBinding", "shop", "ar-1-shop-0", "b1").more(more);
    return new Event(
        EventKind.ORPHAN_REMOVED,
        AGAIN,
        new RequestRef("", "", uid),
        "ab".repeat(32),
        facts,
        false);
  }

  /** Its access ended by the offboarding. */
  private static Story ended() {
    return Story.of(0, "ended")
        .offered()
        .intended("olga")
        .provisioned()
        .after(Duration.ofMinutes(59))
        .revoking(ReasonCode.SUBJECT_OFFBOARDED)
        .revoked();
  }

  private static List<Event> log(Event... more) {
    return Stream.concat(ended().events().stream(), Stream.of(more))
        .sorted(Comparator.comparing(Event::at))
        .toList();
  }

  private static Report report(List<Event> events) {
    LifeReader reader = new LifeReader(Period.ALL);
    Stories.feed(reader, events);
    return Report.of(source(events), Period.ALL, reader.population());
  }

  private static Source source(List<Event> events) {
    Checkpoint checkpoint =
        new Checkpoint("example.com/evidence", events.size(), TreeHash.leaf(new byte[0]));
    return new Source(checkpoint, List.of(), Selection.ALL, events.size());
  }

  @Test
  void aReportHasEachOffboardingWithWhatEndedByItAndNoLifeOfIt() {
    Report report =
        report(
            log(
                said(EventKind.OFFBOARDED, FROZEN),
                said(EventKind.REINSTATED, LIFTED),
                said(EventKind.OFFBOARDED, AGAIN)));
    assertThat(report.lives()).hasSize(1);
    assertThat(report.offboardings()).extracting(Offboarding::at).containsExactly(FROZEN, AGAIN);
    Offboarding first = report.offboardings().getFirst();
    assertThat(first.lifted()).contains(LIFTED);
    assertThat(first.reason()).isEqualTo("the contract ended");
    assertThat(report.ended(first)).isEqualTo(1);
    assertThat(report.ended(report.offboardings().getLast())).isZero();
    assertThat(Figure.OFFBOARDED.of(report)).isEqualTo(2);
    assertThat(Figure.REQUESTS.of(report)).isEqualTo(1);
  }

  @Test
  void whatIsSaidTwiceOrLateChangesNothing() {
    List<Event> events =
        List.of(
            said(EventKind.REINSTATED, LIFTED),
            said(EventKind.OFFBOARDED, FROZEN).afterwards(),
            said(EventKind.OFFBOARDED, FROZEN.plusMillis(1)).afterwards());
    assertThat(report(events).offboardings())
        .singleElement()
        .satisfies(it -> assertThat(it.lifted()).contains(LIFTED));
  }

  @Test
  void objectsWithoutARecordAreCountedAndMakeNoLife() {
    String known = ended().events().getFirst().request().uid();
    Report report =
        report(log(orphan("00000000-0000-4000-8000-000000000000", 3), orphan(known, 0)));
    assertThat(report.lives()).hasSize(1);
    assertThat(report.lives().getFirst().has(Deviation.ORPHAN)).isTrue();
    assertThat(report.orphans()).isEqualTo(5);
  }

  @Test
  void whatCameBackIsAnException() {
    Story story = ended().add(EventKind.REVOKED_AGAIN, Facts.none().targets(List.of("shop")));
    Life life = report(story.events()).lives().getFirst();
    assertThat(life.has(Deviation.CAME_BACK)).isTrue();
    assertThat(life.state()).isEqualTo(State.REMOVED);
  }

  private static final List<Event> WHOLE =
      log(said(EventKind.OFFBOARDED, FROZEN), orphan("00000000-0000-4000-8000-000000000000", 0));

  private static List<String> differences(List<Event> log, List<ObjectNode> records) {
    Accounts accounts = new Accounts();
    Stories.feed(accounts, log);
    Instant later = Story.START.plus(Duration.ofDays(2));
    RecordComparison comparison =
        new RecordComparison(accounts, source(log), Optional.of(later), later);
    records.forEach(record -> comparison.take(ClaimReader.of(record)));
    return comparison.end().differences().stream()
        .map(found -> found.field() + " " + found.detail())
        .toList();
  }

  private static List<ObjectNode> records(List<Event> events) {
    return Recorded.of(
        events.stream().filter(event -> event.kind() != EventKind.ORPHAN_REMOVED).toList());
  }

  @Test
  void itsRecordIsComparedWithTheLog() {
    assertThat(differences(WHOLE, records(WHOLE))).isEmpty();
    for (String phase : List.of("Reinstated", "Active", "")) {
      List<ObjectNode> records = records(WHOLE);
      records.getLast().withObject("/status").put("phase", phase);
      assertThat(differences(WHOLE, records)).singleElement().asString().startsWith("PHASE");
    }
    List<ObjectNode> other = records(WHOLE);
    other.getLast().withObject("/spec/subject").put("serviceAccountName", "x");
    assertThat(differences(WHOLE, other)).singleElement().asString().startsWith("SUBJECT");
    List<ObjectNode> missing = new ArrayList<>(records(WHOLE));
    missing.removeLast();
    assertThat(differences(WHOLE, missing))
        .singleElement()
        .asString()
        .contains("missing, though its identity was offboarded");
  }

  @Test
  void aRecordThatWasLetGoAndIsThereAgainIsCompared() {
    List<Event> events =
        log(
            said(EventKind.OFFBOARDED, FROZEN),
            said(EventKind.REINSTATED, LIFTED),
            said(EventKind.PURGED, LIFTED.plusSeconds(60)));
    List<ObjectNode> records = records(events);
    records.removeLast();
    assertThat(differences(events, records)).isEmpty();
    List<Event> again =
        Stream.concat(events.stream(), Stream.of(said(EventKind.OFFBOARDED, AGAIN))).toList();
    assertThat(differences(again, records)).singleElement().asString().contains("missing");
  }
}
