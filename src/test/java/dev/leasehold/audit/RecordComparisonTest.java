package dev.leasehold.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.Selection;
import dev.leasehold.evidence.TreeHash;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is altered is found, and nothing else is. */
class RecordComparisonTest {
  private static final Instant LATER = Story.START.plus(Duration.ofDays(2));
  private static final List<Event> EVENTS =
      log(
          Story.ordinary(0, "ordinary"),
          Stories.refused(),
          renewed(),
          Stories.forgotten(),
          Stories.standing());

  /** One alteration of one record. */
  record Alteration(int life, String pointer, String value, RecordField found) {
    void apply(List<ObjectNode> records) {
      int end = pointer.lastIndexOf('/');
      JsonNode parent = records.get(life).at(pointer.substring(0, end));
      String last = pointer.substring(end + 1);
      if (parent instanceof ObjectNode object && value.isEmpty()) {
        JsonNode _ = object.remove(last);
      } else if (parent instanceof ObjectNode object && last.equals("index")) {
        object.put(last, Long.parseLong(value));
      } else {
        ((ObjectNode) parent).put(last, value);
      }
    }
  }

  private static final List<String> PHASES =
      List.of("", "Activating", "Active", "Ending", "Ended", "Forgotten", "Refused", "Frozen");

  private static List<Event> log(Story... stories) {
    return Stream.of(stories)
        .flatMap(story -> story.events().stream())
        .sorted(Comparator.comparing(Event::at))
        .toList();
  }

  private static Story renewed() {
    Story story = Story.of(2, "renewed").offered().intended("olga").provisioned();
    Instant start = story.events().get(1).at();
    return story
        .after(Duration.ofHours(3))
        .prolonging(start, Duration.ofHours(9), "oskar")
        .provisioned();
  }

  static Stream<Alteration> alterations() {
    List<Alteration> all = new ArrayList<>();
    for (int life : List.of(0, 1, 2, 3, 4)) {
      all.add(new Alteration(life, "/spec/outcome", "Denied", RecordField.OUTCOME));
      all.add(new Alteration(life, "/spec/outcome", "Offboarded", RecordField.OUTCOME));
      for (String value : List.of("eve", "", "ines ", "ines\u200b")) {
        all.add(new Alteration(life, "/spec/requester/name", value, RecordField.REQUESTER));
        all.add(new Alteration(life, "/spec/applier", value, RecordField.APPLIER));
      }
      all.add(new Alteration(life, "/spec/subject/namespace", "x", RecordField.SUBJECT));
      all.add(new Alteration(life, "/spec/subject/serviceAccountName", "x", RecordField.SUBJECT));
      all.add(new Alteration(life, "/spec/entitlement/catalog", "x", RecordField.ENTITLEMENT));
      all.add(new Alteration(life, "/spec/entitlement/name", "x", RecordField.ENTITLEMENT));
      all.add(new Alteration(life, "/metadata/name", "ar-x", RecordField.NAME));
      all.add(new Alteration(life, "/status/evidence/0/digest", "5f", RecordField.EVIDENCE));
      all.add(new Alteration(life, "/status/evidence/0/digest", "", RecordField.EVIDENCE));
      all.add(new Alteration(life, "/status/evidence/0/index", "2", RecordField.EVIDENCE));
      all.add(new Alteration(life, "/status/evidence/0/index", "-2", RecordField.EVIDENCE));
    }
    for (int life : List.of(0, 2, 3, 4)) {
      for (String value : List.of("2026-12-01T08:10:02.001Z", "soon", "")) {
        all.add(new Alteration(life, "/spec/window/start", value, RecordField.START));
        all.add(new Alteration(life, "/spec/window/end", value, RecordField.END));
      }
    }
    for (int life : List.of(0, 1, 3)) {
      all.add(new Alteration(life, "/status/endedAt", "", RecordField.ENDED));
      all.add(new Alteration(life, "/status/endedAt", "2026-12-01T08:00:00Z", RecordField.ENDED));
      all.add(new Alteration(life, "/status/ending/cause", "Revoked", RecordField.CAUSE));
      all.add(new Alteration(life, "/status/ending/cause", "", RecordField.CAUSE));
    }
    for (int life : List.of(2, 4)) {
      all.add(new Alteration(life, "/status/endedAt", "2026-12-02T08:00:00Z", RecordField.ENDED));
    }
    Map.of(0, "Ended", 1, "Refused", 2, "Active", 3, "Forgotten", 4, "Active")
        .forEach(
            (life, phase) ->
                PHASES.stream()
                    .filter(other -> !other.equals(phase))
                    .map(other -> new Alteration(life, "/status/phase", other, RecordField.PHASE))
                    .forEach(all::add));
    return all.stream();
  }

  @Test
  void whatIsNotAlteredAgrees() {
    Comparison comparison = compared(EVENTS, Recorded.of(EVENTS));
    assertThat(texts(comparison)).isEmpty();
    assertThat(comparison.records()).isEqualTo(5);
    assertThat(comparison.uncompared()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void whatIsAlteredIsFound(Alteration alteration) {
    List<ObjectNode> records = Recorded.of(EVENTS);
    alteration.apply(records);
    Comparison comparison = compared(EVENTS, records);
    assertThat(comparison.differences())
        .as("%s", texts(comparison))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.field()).isEqualTo(alteration.found());
              assertThat(found.record())
                  .isEqualTo(records.get(alteration.life()).path("metadata").path("name").asText());
            });
  }

  @Test
  void whoAcceptedItIsCompared() {
    for (int life : List.of(0, 2, 3, 4)) {
      List<ObjectNode> records = Recorded.of(EVENTS);
      ObjectNode first = (ObjectNode) records.get(life).at("/spec/approvals/0");
      first.put("approver", "eve");
      assertThat(texts(compared(EVENTS, records)))
          .hasSize(2)
          .allMatch(text -> text.contains(": spec.approvals: the record says "));
      records.get(life).withArray("/spec/approvals").remove(0);
      assertThat(texts(compared(EVENTS, records)))
          .singleElement()
          .asString()
          .contains("spec.approvals: the record says nothing, the log \"olga at 2026-12-0");
    }
    List<ObjectNode> records = Recorded.of(EVENTS);
    ObjectNode _ = records.get(0).withArray("/spec/approvals").addObject().put("approver", "x");
    assertThat(fields(compared(EVENTS, records))).containsExactly(RecordField.APPROVALS);
    // The entry of this refusal names none, as those of earlier versions.
    ObjectNode _ = records.get(1).withArray("/spec/approvals").addObject().put("approver", "x");
    assertThat(compared(EVENTS, records).uncompared()).containsEntry(Uncompared.FIELD_UNSAID, 1L);
  }

  @Test
  void eachRecordThatIsMissingIsFound() {
    for (int life = 0; life < 5; life++) {
      List<ObjectNode> records = Recorded.of(EVENTS);
      String name = records.remove(life).path("metadata").path("name").asText();
      assertThat(texts(compared(EVENTS, records)))
          .as("%d", life)
          .hasSize(life == 1 ? 0 : 1)
          .allMatch(text -> text.startsWith("record " + name + ": missing, though access was"));
    }
    assertThat(fields(compared(EVENTS, List.of()))).hasSize(4);
  }

  @Test
  void aRecordOfWhichTheLogKnowsNothingIsFound() {
    List<ObjectNode> records =
        Recorded.of(log(Story.ordinary(0, "ordinary"), Story.ordinary(3, "invented")));
    List<Event> events = log(Story.ordinary(0, "ordinary"));
    assertThat(texts(compared(events, records)))
        .singleElement()
        .asString()
        .startsWith("record ar-00000000-0000-1092-0000-000000000003: not in the log");
  }

  @Test
  void aRecordThatIsThereTwiceIsFound() {
    List<ObjectNode> records = Recorded.of(EVENTS);
    records.add(records.getFirst());
    assertThat(fields(compared(EVENTS, records))).containsExactly(RecordField.NAME);
  }

  /** Whichever of the two was copied first, what the other has of the time after is unknown. */
  @Test
  void whatOneOfThemCannotKnowIsNoDifference() {
    for (int size = 1; size <= EVENTS.size(); size++) {
      List<Event> some = EVENTS.subList(0, size);
      assertThat(texts(of(some, Recorded.of(EVENTS), Selection.ALL, Optional.empty())))
          .as("a log of %d entries", size)
          .isEmpty();
      assertThat(texts(of(EVENTS, Recorded.of(some), Selection.ALL, Optional.empty())))
          .as("records as of entry %d", size)
          .isEmpty();
    }
  }

  @Test
  void anExportOfAPartIsCompared() {
    for (int from = 0; from < EVENTS.size(); from++) {
      List<Event> some = EVENTS.subList(from, EVENTS.size());
      Selection selection = Selection.of(null, some.getFirst().at(), null);
      List<ObjectNode> records = Recorded.of(EVENTS);
      for (ObjectNode record : records) {
        // Their indexes are those of the whole log.
        record.withObject("/status").remove("evidence");
      }
      assertThat(texts(of(some, records, selection, Optional.of(LATER))))
          .as("from entry %d", from)
          .isEmpty();
    }
  }

  @Test
  void whatIsNotComparedIsCounted() {
    List<ObjectNode> records = Recorded.of(EVENTS);
    String uid = EVENTS.getFirst().request().uid();
    List<Event> one = EVENTS.stream().filter(event -> event.request().uid().equals(uid)).toList();
    Comparison selected = of(one, records, Selection.of(uid, null, null), Optional.of(LATER));
    assertThat(selected.uncompared()).containsEntry(Uncompared.NOT_SELECTED, 4L);
    List<Event> late = EVENTS.subList(5, EVENTS.size());
    assertThat(compared(late, Recorded.of(EVENTS)).uncompared()).containsKey(Uncompared.OLDER);
    records.getFirst().withObject("/spec/request").put("uid", "another");
    records.getFirst().withObject("/spec").put("outcome", "Offboarded");
    assertThat(compared(EVENTS, records).uncompared()).containsEntry(Uncompared.OFFBOARDED, 1L);
  }

  @Test
  void anIntentThatCameToNothingMayBeInTheRecordOrNot() {
    Story story = Story.of(0, "a").offered().intended("olga").provisioned();
    Instant start = story.events().get(1).at();
    List<ObjectNode> before = Recorded.of(story.events());
    List<Event> events =
        story.after(Duration.ofHours(1)).prolonging(start, Duration.ofHours(9), "oskar").events();
    assertThat(texts(compared(events, before))).isEmpty();
    List<ObjectNode> after = Recorded.of(events);
    after.getFirst().withObject("/status").put("phase", "Active");
    assertThat(texts(compared(events, after))).isEmpty();
  }

  /** Its request was there again after a restore, so it has a record of the refusal (0134). */
  @Test
  void whatEndedAndWasRefusedAfterARestoreHasARecordOfTheRefusal() {
    Story story = Story.ordinary(0, "a").after(Duration.ofDays(1));
    List<Event> ended = story.events();
    List<Event> events =
        story
            .add(
                EventKind.REFUSED,
                Facts.none().reason(new Reason(ReasonCode.ALREADY_CONSUMED, "answered")))
            .events();
    List<ObjectNode> records = Recorded.of(List.of(ended.getFirst(), events.getLast()));
    records.getFirst().withObject("/status").remove("evidence");
    assertThat(texts(compared(events, records))).isEmpty();
    records.getFirst().withObject("/status").put("phase", "Ended");
    assertThat(texts(compared(events, records))).hasSize(1);
  }

  @Test
  void aRecordThatWasLetGoIsNotMissed() {
    List<Event> events =
        log(Story.ordinary(0, "a").after(Duration.ofHours(1)).add(EventKind.PURGED, Facts.none()));
    assertThat(texts(compared(events, List.of()))).isEmpty();
    List<ObjectNode> kept = Recorded.of(events);
    assertThat(compared(events, kept).uncompared()).containsEntry(Uncompared.PURGED, 1L);
    kept.getFirst().withObject("/status").remove("purged");
    assertThat(fields(compared(events, kept))).containsExactly(RecordField.RECORD);
  }

  @Test
  void longNamesAreTheSameOnlyIfAllOfThemIs() {
    String name = "x".repeat(250);
    List<Event> events =
        Story.of(0, "a", name, "y".repeat(61_000)).offered().intended("olga").events();
    List<ObjectNode> records = Recorded.of(events);
    records.getFirst().withObject("/spec/requester").put("name", name);
    assertThat(texts(compared(events, records))).isEmpty();
    records.getFirst().withObject("/spec/requester").put("name", name + "x");
    assertThat(fields(compared(events, records))).containsExactly(RecordField.REQUESTER);
  }

  @Test
  void whatPeopleWroteIsSeen() {
    List<ObjectNode> records = Recorded.of(EVENTS);
    records.getFirst().withObject("/spec").put("applier", Stories.HOSTILE);
    records.getFirst().withObject("/metadata").put("name", "\u001b[2Jar");
    assertThat(texts(compared(EVENTS, records)))
        .hasSize(2)
        .allMatch(text -> text.startsWith("record \\u{001B}[2Jar: "))
        .anyMatch(text -> text.contains("\\u{202E}txt\\u{200B}"));
  }

  @Test
  void theWordsOfCausesAreThoseOfTheLog() {
    for (Reason reason :
        Stream.of(ReasonCode.EXPIRED, ReasonCode.SUBJECT_OFFBOARDED, ReasonCode.LAPSED)
            .map(code -> new Reason(code, ""))
            .toList()) {
      List<Event> events =
          log(Story.of(0, "a").offered().add(EventKind.REFUSED, Facts.none().reason(reason)));
      List<ObjectNode> records = Recorded.of(events);
      boolean lapsed = reason.code() == ReasonCode.LAPSED;
      records.getFirst().withObject("/spec").put("outcome", lapsed ? "Lapsed" : "Rejected");
      assertThat(texts(compared(events, records))).isEmpty();
    }
  }

  /** It would excuse what else it says, and every record that is missing. */
  @Test
  void aTimeAfterTheRecordsWereReadIsADifferenceAndExcusesNothing() {
    List<Event> events = Story.ordinary(4, "ordinary").events();
    List<Event> other = Story.ordinary(5, "other").events();
    List<Event> all = Stream.concat(events.stream(), other.stream()).toList();
    for (Optional<Instant> taken : List.of(Optional.of(LATER), Optional.<Instant>empty())) {
      List<ObjectNode> records = Recorded.of(all);
      ObjectNode first = records.getFirst();
      first
          .withObject("/status")
          .withArray("/history")
          .addObject()
          .put("at", "2099-01-01T00:00:00Z");
      assertThat(fields(of(all, records, Selection.ALL, taken))).containsExactly(RecordField.TIMES);
      first.withObject("/spec").put("applier", "mallory");
      assertThat(fields(of(all, records, Selection.ALL, taken)))
          .containsExactlyInAnyOrder(RecordField.TIMES, RecordField.APPLIER);
    }
    List<ObjectNode> records = Recorded.of(all);
    records
        .getFirst()
        .withObject("/status")
        .withArray("/history")
        .addObject()
        .put("at", "2099-01-01T00:00:00Z");
    ObjectNode _ = records.remove(1);
    assertThat(fields(of(all, records, Selection.ALL, Optional.of(LATER))))
        .containsExactlyInAnyOrder(RecordField.TIMES, RecordField.RECORD);
  }

  private static Comparison compared(List<Event> events, List<ObjectNode> records) {
    return of(events, records, Selection.ALL, Optional.of(LATER));
  }

  private static Comparison of(
      List<Event> events, List<ObjectNode> records, Selection selection, Optional<Instant> taken) {
    Accounts accounts = new Accounts();
    Stories.feed(accounts, events);
    Checkpoint checkpoint = new Checkpoint("a log", events.size(), TreeHash.leaf(new byte[0]));
    Source source = new Source(checkpoint, List.of(), selection, events.size());
    RecordComparison comparison = new RecordComparison(accounts, source, taken, LATER);
    records.forEach(record -> comparison.take(ClaimReader.of(record)));
    return comparison.end();
  }

  private static List<String> texts(Comparison comparison) {
    return comparison.differences().stream().map(Difference::text).toList();
  }

  private static List<RecordField> fields(Comparison comparison) {
    return comparison.differences().stream().map(Difference::field).toList();
  }
}
