package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.Past;
import dev.leasehold.evidence.Statement;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.status.OffboardingWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the evidence log is told of identities. */
class IdentityEntriesTest {
  private static final Subject BOT = new Subject("payments", "bot");
  private static final Instant FROZEN = Instant.parse("2026-12-01T09:00:00.250Z");
  private static final Instant LIFTED = Instant.parse("2026-12-01T10:00:00.250Z");

  private final Said journal = new Said();
  private final IdentityEntries entries = new IdentityEntries(journal);

  /** A log that remembers what it is told, and may not work. */
  private static final class Said extends FakeJournal {
    private final Past past = Past.none();
    private final List<Event> events = new ArrayList<>();
    private final List<String> required = new ArrayList<>();
    private boolean broken;

    @Override
    public void require(Supplier<Event> event) {
      if (broken) {
        throw new Unavailable(UNWRITABLE);
      }
      required.add(event.get().kind().text() + " " + event.get().request().uid());
    }

    @Override
    public void note(Supplier<Event> event) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      events.add(event.get());
    }

    @Override
    public Past past() {
      return past;
    }

    private List<JsonNode> said() {
      return events.stream()
          .map(event -> Statement.read(Statement.sign(event, Lives.KEY).payload()).predicate())
          .toList();
    }
  }

  private static Stamp stamp(Stamp.Act act, String user, String why) {
    return new Stamp(act, 1, "u1", "none", Set.of(), user, why);
  }

  private static AccessRecord frozen() {
    Stamp said = stamp(Stamp.Act.OFFBOARDING, "olga", "the contract ended");
    AccessRecord record = OffboardingWriter.record(BOT, said, "x");
    record.setStatus(OffboardingWriter.frozen(record, new OffboardingStep.Latch(said, 0), FROZEN));
    return record;
  }

  private static AccessRecord lifted() {
    AccessRecord record = frozen();
    Stamp said = stamp(Stamp.Act.REINSTATEMENT, "rex", "a mistake");
    record.setStatus(OffboardingWriter.reinstated(record, said, LIFTED));
    return record;
  }

  @Test
  void anOffboardingSaysWhoWhomWhenWhyAndWhatEndsByIt() {
    entries.offboarded(frozen(), List.of("g1", "g2"), FROZEN);
    JsonNode says = journal.said().getFirst();
    assertThat(says.path("event").asText()).isEqualTo("Offboarded");
    assertThat(says.path("at").asText()).isEqualTo(FROZEN.toString());
    assertThat(says.path("actor").asText()).isEqualTo("olga");
    assertThat(says.path("subject").asText()).isEqualTo(BOT.userName());
    assertThat(says.path("reason").path("message").asText()).isEqualTo("the contract ended");
    assertThat(says.path("grants")).extracting(JsonNode::asText).containsExactly("g1", "g2");
    assertThat(says.path("request").path("uid").asText()).isEqualTo(Freeze.ref(BOT).uid());
    assertThat(says.has("fromRecord")).isFalse();
  }

  @Test
  void aReinstatementSaysWhoAndWhy() {
    entries.reinstated(lifted(), "a mistake", LIFTED);
    JsonNode says = journal.said().getFirst();
    assertThat(says.path("event").asText()).isEqualTo("Reinstated");
    assertThat(says.path("actor").asText()).isEqualTo("rex");
    assertThat(says.path("reason").path("message").asText()).isEqualTo("a mistake");
  }

  @Test
  void whatAProcessLeftUnsaidIsAddedLateFromTheRecord() {
    entries.catchUp(lifted());
    assertThat(journal.said())
        .extracting(says -> says.path("event").asText() + " " + says.path("at").asText())
        .containsExactly("Offboarded 2026-12-01T09:00:00Z", "Reinstated 2026-12-01T10:00:00Z");
    assertThat(journal.said())
        .allMatch(says -> says.path("late").asBoolean() && says.path("fromRecord").asBoolean());
  }

  @Test
  void whatTheLogSaysIsNotAdded() {
    heard(EventKind.OFFBOARDED, FROZEN);
    entries.catchUp(frozen());
    assertThat(journal.events).isEmpty();
    entries.catchUp(lifted());
    assertThat(journal.events).extracting(Event::kind).containsExactly(EventKind.REINSTATED);
    heard(EventKind.REINSTATED, LIFTED);
    journal.events.clear();
    entries.catchUp(lifted());
    assertThat(journal.events).isEmpty();
  }

  @Test
  void asLongAsNotAllOfTheLogWasReadNothingIsTakenForMissing() {
    List<Event> noted = new ArrayList<>();
    Past unread = Past.unread();
    new IdentityEntries(
            new FakeJournal() {
              @Override
              public void require(Supplier<Event> event) {}

              @Override
              public void note(Supplier<Event> event) {
                noted.add(event.get());
              }

              @Override
              public Past past() {
                return unread;
              }
            })
        .catchUp(frozen());
    assertThat(noted).isEmpty();
  }

  @Test
  void noOffboardingFailsByTheLogAndNoRecordIsLetGoWithoutIt() {
    journal.broken = true;
    entries.offboarded(frozen(), List.of(), FROZEN);
    entries.reinstated(lifted(), "", LIFTED);
    entries.catchUp(lifted());
    AccessRecord record = lifted();
    assertThatThrownBy(() -> entries.purging(record, LIFTED)).isInstanceOf(Unavailable.class);
    journal.broken = false;
    entries.purging(record, LIFTED);
    assertThat(journal.required).containsExactly("Purged " + Freeze.ref(BOT).uid());
  }

  private void heard(EventKind kind, Instant at) {
    journal.past.identities().take(kind, new Freeze(BOT, "olga", "", Optional.of(at)));
  }
}
