package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant THEN = Instant.parse("2026-12-01T08:00:00.9Z");
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  private static List<Condition> then() {
    return new Conditions(List.of(), 1L, THEN)
        .isFalse("Ready", ReasonCode.SCHEDULED, "waits")
        .list();
  }

  @Test
  void theTransitionTimeMovesOnlyWithTheStatus() {
    Condition same =
        new Conditions(then(), 2L, NOW)
            .isFalse("Ready", ReasonCode.AWAITING_APPROVAL, "x")
            .list()
            .get(0);
    assertThat(same.getLastTransitionTime()).isEqualTo("2026-12-01T08:00:00Z");
    assertThat(same.getReason()).isEqualTo("AwaitingApproval");
    assertThat(same.getObservedGeneration()).isEqualTo(2L);
    Condition other =
        new Conditions(then(), 2L, NOW).isTrue("Ready", ReasonCode.ACTIVE, "y").list().get(0);
    assertThat(other.getLastTransitionTime()).isEqualTo("2026-12-01T09:00:00Z");
  }

  @Test
  void clearingChangesOnlyWhatIsTrue() {
    assertThat(new Conditions(then(), 1L, NOW).clear("Ready", ReasonCode.PROVED, "z").list())
        .isEqualTo(then());
    assertThat(new Conditions(List.of(), 1L, NOW).clear("Ready", ReasonCode.PROVED, "z").list())
        .isEmpty();
    List<Condition> active =
        new Conditions(then(), 1L, NOW).isTrue("Ready", ReasonCode.ACTIVE, "b").list();
    assertThat(new Conditions(active, 1L, NOW).clear("Ready", ReasonCode.PROVED, "z").list())
        .singleElement()
        .extracting(Condition::getStatus)
        .isEqualTo("False");
  }

  @Test
  void aCopyIsOfThatTypeOnlyAndKeepsItsOwnTime() {
    List<Condition> copied =
        new Conditions(List.of(), 1L, NOW).copy("Ready", then()).copy("Other", then()).list();
    assertThat(copied).singleElement().extracting(Condition::getType).isEqualTo("Ready");
    assertThat(new Conditions(copied, 1L, NOW.plusSeconds(5)).copy("Ready", then()).list())
        .isEqualTo(copied);
  }

  @Test
  void whateverPeopleWriteBecomesOneLineOfBoundedLength() {
    String message =
        new Conditions(List.of(), 1L, NOW)
            .isFalse("Ready", ReasonCode.DENIED, "a\nb" + "x".repeat(2000))
            .list()
            .get(0)
            .getMessage();
    assertThat(message).hasSize(1024).startsWith("a\uFFFDb").endsWith("…");
  }

  @Test
  void historyKeepsTheFirstAndTheLatestTwenty() {
    List<HistoryEntry> history = List.of();
    for (int i = 0; i < 50; i++) {
      history = History.with(history, NOW.plusSeconds(i), "E" + i, "leasehold", null, "m" + i);
    }
    assertThat(history).hasSize(20);
    assertThat(history.getFirst().event()).isEqualTo("E0");
    assertThat(history.get(1).event()).isEqualTo("E31");
    assertThat(history.getLast().event()).isEqualTo("E49");
  }

  @Test
  void anEntryOfHistoryIsOneLine() {
    HistoryEntry entry =
        History.with(List.of(), NOW, "Denied", "a\nb", ReasonCode.DENIED, "x".repeat(300))
            .getFirst();
    assertThat(entry.actor()).isEqualTo("a\uFFFDb");
    assertThat(entry.message()).hasSize(256);
    assertThat(History.with(List.of(), NOW, "E", "a", null, "").getFirst().message()).isNull();
  }
}
