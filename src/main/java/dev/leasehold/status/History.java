package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened, oldest first. Routine is counted in one line. When it grows too long, the first
 * entry and the latest stay, and of what happened most often the oldest goes: whoever can make one
 * thing happen often pushes nothing else out.
 */
final class History {
  private static final int ENTRIES = 20;
  private static final int MESSAGE = 256;

  /** What comes with time, or whenever somebody asks for it. */
  private static final Set<HistoryEvent> ROUTINE =
      Set.of(HistoryEvent.CredentialsReplaced, HistoryEvent.RedeliverDeclined);

  private History() {}

  static List<HistoryEntry> with(
      List<HistoryEntry> before,
      Instant at,
      String event,
      String actor,
      @Nullable ReasonCode reason,
      String message) {
    HistoryEntry next =
        new HistoryEntry(
            Times.seconds(at),
            event,
            PlainLine.of(actor, MESSAGE),
            reason == null ? null : reason.text(),
            message.isEmpty() ? null : PlainLine.of(message, MESSAGE),
            null,
            null,
            null);
    return with(before, next);
  }

  private static List<HistoryEntry> with(List<HistoryEntry> before, HistoryEntry next) {
    List<HistoryEntry> after = new ArrayList<>(before);
    after.add(ROUTINE.stream().anyMatch(event -> event.is(next)) ? counted(after, next) : next);
    while (after.size() > ENTRIES) {
      after.remove(mostCommon(after));
    }
    return List.copyOf(after);
  }

  /** That access was prolonged for the {@code renewal}th time. */
  static List<HistoryEntry> renewed(
      List<HistoryEntry> before, Instant at, int renewal, String message) {
    return with(
        before,
        new HistoryEntry(
            Times.seconds(at),
            HistoryEvent.Renewed.name(),
            EndCause.OPERATOR,
            ReasonCode.RENEWED.text(),
            PlainLine.of(message, MESSAGE),
            null,
            null,
            renewal));
  }

  /**
   * Whether that renewal is among what is told. An earlier version gave no number; of its renewals
   * none is told twice.
   */
  static boolean tellsOfRenewal(List<HistoryEntry> history, int renewal) {
    return history.stream()
        .filter(entry -> HistoryEvent.Renewed.is(entry))
        .anyMatch(entry -> entry.renewal() == null || entry.renewal() == renewal);
  }

  /** Whether the entry tells of this. */
  static boolean is(HistoryEntry entry, HistoryEvent event, ReasonCode reason, String message) {
    return event.is(entry)
        && reason.is(entry.reason())
        && PlainLine.of(message, MESSAGE).equals(entry.message());
  }

  /** One line for all of them, and the older lines of it go. */
  private static HistoryEntry counted(List<HistoryEntry> before, HistoryEntry next) {
    List<HistoryEntry> same =
        before.stream()
            .filter(e -> e.event().equals(next.event()) && e.actor().equals(next.actor()))
            .toList();
    if (same.isEmpty()) {
      return next;
    }
    before.removeAll(same);
    HistoryEntry first = same.getFirst();
    int count = same.stream().mapToInt(History::times).sum() + 1;
    return new HistoryEntry(
        next.at(),
        next.event(),
        next.actor(),
        next.reason(),
        next.message(),
        count,
        first.since() == null ? first.at() : first.since(),
        null);
  }

  private static int times(HistoryEntry entry) {
    return entry.count() == null ? 1 : entry.count();
  }

  /** Neither the first nor the last entry. */
  private static int mostCommon(List<HistoryEntry> entries) {
    List<String> loose =
        entries.subList(1, entries.size() - 1).stream().map(HistoryEntry::event).toList();
    int found = 0;
    for (int i = 1; i < loose.size(); i++) {
      if (often(loose, i) > often(loose, found)) {
        found = i;
      }
    }
    return found + 1;
  }

  private static int often(List<String> events, int index) {
    return Collections.frequency(events, events.get(index));
  }
}
