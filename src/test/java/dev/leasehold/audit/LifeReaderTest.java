package dev.leasehold.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of a request follows from its entries, and from nothing else. */
class LifeReaderTest {
  @Test
  void eachExceptionIsFound() {
    Map<String, List<Deviation>> found =
        read(Period.ALL, Stories.all()).lives().stream()
            .collect(
                Collectors.toMap(life -> life.request().name(), life -> life.chain().deviations()));
    assertThat(found.get("ordinary")).isEmpty();
    assertThat(found.get("refused")).isEmpty();
    assertThat(found.get("hostile")).isEmpty();
    assertThat(found.get("self-approved")).containsExactly(Deviation.SELF_APPROVED);
    assertThat(found.get("not-approved")).containsExactly(Deviation.NOT_APPROVED);
    assertThat(found.get("without-intent")).containsExactly(Deviation.NO_INTENT, Deviation.UNSAID);
    assertThat(found.get("again"))
        .containsExactly(
            Deviation.AFTER_END, Deviation.NOT_REMOVED, Deviation.NO_OUTCOME, Deviation.STANDING);
    assertThat(found.get("not-removed"))
        .containsExactly(Deviation.NOT_REMOVED, Deviation.NO_OUTCOME, Deviation.STANDING);
    assertThat(found.get("removed-late"))
        .containsExactly(Deviation.REMOVED_LATE, Deviation.FROM_RECORD, Deviation.WRITTEN_LATE);
    assertThat(found.get("forgotten")).containsExactly(Deviation.FORGOTTEN);
    assertThat(found.get("review-owed")).containsExactly(Deviation.REVIEW_OWED);
    assertThat(found.get("emergency")).containsExactly(Deviation.EMERGENCY);
    assertThat(found.get("standing")).containsExactly(Deviation.STANDING);
  }

  @Test
  void theWholeChainIsKept() {
    Life life = read(Period.ALL, Story.ordinary(0, "a").events()).lives().getFirst();
    assertThat(life.state()).isEqualTo(State.REMOVED);
    assertThat(life.asking().requester()).isEqualTo("ines");
    assertThat(life.approvals()).extracting(Approver::name).containsExactly("olga");
    assertThat(life.ending().reason()).isEqualTo("Expired");
    assertThat(life.chain().steps())
        .extracting(Step::kind)
        .containsExactly(
            EventKind.OFFERED,
            EventKind.PROVISION_INTENDED,
            EventKind.PROVISIONED,
            EventKind.REVOKE_INTENDED,
            EventKind.REVOKED);
    assertThat(life.chain().steps()).extracting(Step::index).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void repeatedEntriesChangeNothing() {
    List<Event> twice =
        Story.ordinary(0, "a").events().stream().flatMap(e -> List.of(e, e).stream()).toList();
    Life life = read(Period.ALL, twice).lives().getFirst();
    assertThat(life.chain().deviations()).isEmpty();
    assertThat(life.chain().entries()).isEqualTo(10);
  }

  /** Its request was there again after a restore, and was refused then (decision 0134). */
  @Test
  void whatEndedAndIsRefusedAfterARestoreWasRemovedInTime() {
    List<Event> events =
        Story.ordinary(0, "a")
            .after(Duration.ofDays(1))
            .add(
                EventKind.REFUSED,
                Facts.none().reason(new Reason(ReasonCode.ALREADY_CONSUMED, "answered")))
            .events();
    Life life = read(Period.ALL, events).lives().getFirst();
    assertThat(life.state()).isEqualTo(State.REMOVED);
    assertThat(life.ending().reason()).isEqualTo("Expired");
    assertThat(life.chain().deviations()).isEmpty();
    assertThat(life.chain().entries()).isEqualTo(6);
  }

  @Test
  void aLongLifeKeepsItsFirstAndLatestSteps() {
    Story story = Story.of(0, "a").offered().intended("olga").provisioned();
    for (int i = 0; i < 500; i++) {
      Story _ = story.provisioned();
    }
    Life life = read(Period.ALL, story.events()).lives().getFirst();
    assertThat(life.chain().entries()).isEqualTo(503);
    assertThat(life.chain().steps()).hasSize(80);
    assertThat(life.chain().steps().getFirst().index()).isZero();
    assertThat(life.chain().steps().getLast().index()).isEqualTo(502);
  }

  @Test
  void theGraceEndsAfterAMinute() {
    for (int seconds : List.of(60, 61)) {
      Story story =
          Story.of(0, "a")
              .offered()
              .intended("olga")
              .provisioned()
              .revoking(ReasonCode.WITHDRAWN)
              .after(Duration.ofSeconds(seconds - 2L))
              .revoked();
      assertThat(read(Period.ALL, story.events()).lives().getFirst().has(Deviation.REMOVED_LATE))
          .as("%d seconds", seconds)
          .isEqualTo(seconds > 60);
    }
  }

  @Test
  void whatBeganBeforeThePeriodAndHadNotEndedBelongsToIt() {
    Instant noon = Story.START.plus(Duration.ofHours(12));
    Population later =
        read(new Period(Optional.of(noon), Optional.empty(), 0, Optional.empty()), Stories.all());
    assertThat(later.lives())
        .extracting(life -> life.request().name())
        .contains("not-removed", "standing", "review-owed")
        .doesNotContain("ordinary", "refused");
    Population earlier =
        read(new Period(Optional.empty(), Optional.of(noon), 0, Optional.empty()), Stories.all());
    assertThat(earlier.asOf()).contains(noon);
    assertThat(earlier.lives())
        .extracting(life -> life.request().name())
        .contains("ordinary", "hostile")
        .doesNotContain("standing");
  }

  @Test
  void aPeriodBetweenTwoSizesOfTheLogIsKnown() {
    List<Event> events = Stories.all();
    Population some =
        read(new Period(Optional.empty(), Optional.empty(), 10, Optional.of(20L)), events);
    assertThat(some.entries()).isEqualTo(20);
    assertThat(some.asOf()).contains(events.get(19).at());
    assertThat(some.lives()).allMatch(life -> life.chain().steps().getLast().index() < 20);
  }

  @Test
  void tooManyRequestsAreSaid() {
    LifeReader reader = new LifeReader(Period.ALL, 2);
    Stories.feed(reader, Stories.all());
    assertThat(reader.isExceeded()).isTrue();
    assertThat(reader.population().lives()).hasSize(2);
  }

  @Test
  void whatWasPurgedBeforeThePeriodTakesNoRoom() {
    LifeReader reader =
        new LifeReader(new Period(Optional.empty(), Optional.empty(), 100, Optional.empty()), 1);
    for (int i = 0; i < 5; i++) {
      Stories.feed(reader, Story.ordinary(i, "a").add(EventKind.PURGED, Facts.none()).events());
    }
    assertThat(reader.isExceeded()).isFalse();
    assertThat(reader.population().lives()).isEmpty();
  }

  @Test
  void aCutStatementIsNotGuessed() {
    Facts cut = Facts.none().targets(Collections.nCopies(20_000, "shop"));
    Life life =
        read(Period.ALL, Story.of(0, "a").add(EventKind.PROVISION_INTENDED, cut).events())
            .lives()
            .getFirst();
    assertThat(life.has(Deviation.UNSAID)).isTrue();
    assertThat(life.due()).isEmpty();
  }

  @Test
  void longNamesAreTheSameOnlyIfAllOfThemIs() {
    char[] many = new char[500];
    Arrays.fill(many, 'x');
    String longName = new String(many);
    Story other =
        Story.of(0, "a", longName + "1", "").offered().intended(longName + "2").provisioned();
    assertThat(read(Period.ALL, other.events()).lives().getFirst().has(Deviation.SELF_APPROVED))
        .isFalse();
    Story same = Story.of(0, "a", longName, "").offered().intended(longName).provisioned();
    assertThat(read(Period.ALL, same.events()).lives().getFirst().has(Deviation.SELF_APPROVED))
        .isTrue();
  }

  private static Population read(Period period, List<Event> events) {
    LifeReader reader = new LifeReader(period);
    Stories.feed(reader, events);
    return reader.population();
  }
}
