package dev.leasehold.audit;

import dev.leasehold.evidence.EntryReader;
import dev.leasehold.evidence.Envelope;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.Statement;
import dev.leasehold.evidence.TreeHash;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A log with each exception that an auditor looks for. */
public final class Stories {
  /** What somebody might write to harm those who read the report. */
  public static final String HOSTILE =
      "=HYPERLINK(\"http://x\")</td><script>alert(1)</script>\u001b[2J\u202etxt\u200b{request}";

  private static final Map<Event, Envelope> SIGNED = new ConcurrentHashMap<>();

  private Stories() {}

  /** Has the reader read these events as entries, from the first index on. */
  static void feed(EntryReader reader, List<Event> events) {
    long index = 0;
    for (Event event : events) {
      Envelope entry = signed(event);
      reader.read(index, TreeHash.leaf(entry.bytes()), Statement.read(entry.payload()));
      index++;
    }
  }

  /** The event as an entry; signed once. */
  static Envelope signed(Event event) {
    return SIGNED.computeIfAbsent(event, each -> Statement.sign(each, Lives.KEY));
  }

  /** All events, in the order of time. */
  public static List<Event> all() {
    return Stream.of(
            Story.ordinary(0, "ordinary"),
            refused(),
            selfApproved(),
            notApproved(),
            withoutIntent(),
            againAfterEnd(),
            notRemoved(),
            removedLate(),
            forgotten(),
            reviewOwed(),
            emergency(),
            standing(),
            hostile())
        .flatMap(story -> story.events().stream())
        .sorted(Comparator.comparing(Event::at))
        .toList();
  }

  static Story refused() {
    return Story.of(1, "refused")
        .add(
            EventKind.REFUSED,
            Story.of(1, "refused")
                .offered()
                .events()
                .getFirst()
                .facts()
                .reason(new Reason(ReasonCode.REJECTED, "too long")));
  }

  static Story selfApproved() {
    return Story.of(2, "self-approved")
        .offered()
        .after(Duration.ofMinutes(3))
        .intended("ines")
        .provisioned()
        .after(Duration.ofHours(1))
        .revoking(ReasonCode.WITHDRAWN)
        .revoked();
  }

  static Story notApproved() {
    return Story.of(3, "not-approved")
        .offered()
        .intendedByNobody()
        .provisioned()
        .revoking(ReasonCode.REVOKED)
        .revoked();
  }

  static Story withoutIntent() {
    return Story.of(4, "without-intent").provisioned().revoked();
  }

  static Story againAfterEnd() {
    return Story.ordinary(5, "again").after(Duration.ofHours(1)).intended("olga");
  }

  static Story notRemoved() {
    return Story.of(6, "not-removed")
        .offered()
        .after(Duration.ofMinutes(30))
        .intended("olga")
        .provisioned()
        .after(Duration.ofHours(4))
        .revoking(ReasonCode.EXPIRED);
  }

  static Story removedLate() {
    return Story.of(7, "removed-late")
        .offered()
        .after(Duration.ofMinutes(5))
        .intended("olga")
        .provisioned()
        .after(Duration.ofHours(4))
        .revoking(ReasonCode.EXPIRED)
        .after(Duration.ofMinutes(7))
        .late()
        .add(EventKind.REVOKED, Facts.none().fromRecord());
  }

  static Story forgotten() {
    return Story.of(8, "forgotten")
        .offered()
        .intended("olga")
        .provisioned()
        .revoking(ReasonCode.REQUEST_DELETED)
        .add(EventKind.FORGOTTEN, Facts.none().by("carl, dora"));
  }

  static Story reviewOwed() {
    return Story.of(9, "review-owed")
        .offered()
        .after(Duration.ofMinutes(4))
        .intendedWithReview("olga", Duration.ofHours(1))
        .provisioned()
        .after(Duration.ofHours(4))
        .revoking(ReasonCode.EXPIRED)
        .revoked();
  }

  static Story emergency() {
    return Story.of(10, "emergency")
        .emergency()
        .offered()
        .after(Duration.ofMinutes(1))
        .intendedWithReview("olga", Duration.ofHours(1))
        .provisioned()
        .after(Duration.ofMinutes(30))
        .reviewed()
        .revoking(ReasonCode.REVOKED)
        .revoked();
  }

  static Story standing() {
    return Story.of(20, "standing")
        .offered()
        .after(Duration.ofMinutes(20))
        .intended("olga")
        .provisioned();
  }

  static Story hostile() {
    return Story.of(11, "hostile", "@SUM(1)\u202eines", HOSTILE)
        .offered()
        .after(Duration.ofMinutes(6))
        .intended("<b>olga</b>")
        .provisioned()
        .after(Duration.ofHours(2))
        .revoking(ReasonCode.WITHDRAWN)
        .revoked();
  }
}
