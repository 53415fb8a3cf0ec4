package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.PlainLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, oldest first; when it grows too long the first entry and the latest are kept. */
final class History {
  private static final int ENTRIES = 20;
  private static final int MESSAGE = 256;

  private History() {}

  static List<HistoryEntry> with(
      List<HistoryEntry> before,
      Instant at,
      String event,
      String actor,
      @Nullable String reason,
      String message) {
    List<HistoryEntry> after = new ArrayList<>(before);
    after.add(
        new HistoryEntry(
            Times.seconds(at),
            event,
            PlainLine.of(actor, MESSAGE),
            reason,
            message.isEmpty() ? null : PlainLine.of(message, MESSAGE)));
    while (after.size() > ENTRIES) {
      after.remove(1);
    }
    return List.copyOf(after);
  }
}
