package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is routine, or can be made to happen often, hides nothing else. */
class HistoryTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00Z");

  private static List<HistoryEntry> with(List<HistoryEntry> before, int second, String event) {
    return History.with(before, AT.plusSeconds(second), event, "leasehold", null, "no. " + second);
  }

  private static List<HistoryEntry> story() {
    List<HistoryEntry> story = with(List.of(), 0, "Provisioned");
    story = with(story, 1, "Repaired");
    story = with(story, 2, "Renewed");
    return with(story, 3, "RedeliverDeclined");
  }

  @Test
  void routineIsOneLineThatCounts() {
    List<HistoryEntry> story = story();
    for (int i = 10; i < 110; i++) {
      story = with(story, i, "CredentialsReplaced");
      story = with(story, i, "RedeliverDeclined");
    }
    assertThat(story)
        .extracting(HistoryEntry::event)
        .containsExactly(
            "Provisioned", "Repaired", "Renewed", "CredentialsReplaced", "RedeliverDeclined");
    HistoryEntry replaced = story.get(3);
    assertThat(replaced.count()).isEqualTo(100);
    assertThat(replaced.since()).isEqualTo("2026-12-01T08:00:10Z");
    assertThat(replaced.at()).isEqualTo("2026-12-01T08:01:49Z");
    assertThat(replaced.message()).isEqualTo("no. 109");
    assertThat(story.get(4).count()).isEqualTo(101);
    assertThat(story.get(4).since()).isEqualTo("2026-12-01T08:00:03Z");
  }

  @Test
  void whatAnEarlierVersionListedIsCountedTogether() {
    List<HistoryEntry> before = new ArrayList<>(story());
    IntStream.range(4, 9)
        .forEach(
            i ->
                before.add(
                    new HistoryEntry(
                        Times.seconds(AT.plusSeconds(i)),
                        "CredentialsReplaced",
                        "leasehold",
                        null,
                        null,
                        null,
                        null,
                        null)));
    List<HistoryEntry> after = with(before, 20, "CredentialsReplaced");
    assertThat(after).hasSize(5);
    assertThat(after.getLast().count()).isEqualTo(6);
    assertThat(after.getLast().since()).isEqualTo("2026-12-01T08:00:04Z");
  }

  @Test
  void whatHappensOftenPushesOutOnlyItself() {
    List<HistoryEntry> story = story();
    for (int i = 10; i < 60; i++) {
      story = with(story, i, "Repaired");
    }
    assertThat(story).hasSize(20);
    assertThat(story.getFirst().event()).isEqualTo("Provisioned");
    assertThat(story).extracting(HistoryEntry::event).contains("Renewed", "RedeliverDeclined");
    assertThat(story.getLast().message()).isEqualTo("no. 59");
    assertThat(story).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @Test
  void firstEntryAndTheNewestAreNeverTheOnesThatGo() {
    List<HistoryEntry> story = List.of();
    for (int i = 0; i < 50; i++) {
      story = with(story, i, "Pending");
      story = with(story, i, "Kind" + i);
    }
    assertThat(story).hasSize(20);
    assertThat(story.getFirst().message()).isEqualTo("no. 0");
    assertThat(story.getLast().event()).isEqualTo("Kind49");
  }
}
