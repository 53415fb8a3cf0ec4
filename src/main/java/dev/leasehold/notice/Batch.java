package dev.leasehold.notice;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The first so many of all notices that a sink has to hear, of which there may be any number.
 *
 * @param more whether some were left out, all of them later than these
 */
record Batch(List<Notice> notices, boolean more) {
  static final int SIZE = 256;

  Batch {
    notices = List.copyOf(notices);
  }

  /** Goes through all there are, and never holds more than the first. */
  static Batch first(Source source, Predicate<Notice> wanted) {
    PriorityQueue<Notice> first = new PriorityQueue<>(SIZE + 1, Notice.ORDER.reversed());
    boolean[] more = new boolean[1];
    source.each(
        notice -> {
          if (wanted.test(notice)) {
            first.add(notice);
            if (first.size() > SIZE) {
              Notice _ = first.remove();
              more[0] = true;
            }
          }
        });
    // A refusal is told by the request and by its record.
    Map<String, Notice> byId = new HashMap<>();
    first.forEach(n -> byId.merge(n.id(), n, (a, b) -> Notice.ORDER.compare(a, b) < 0 ? a : b));
    return new Batch(byId.values().stream().sorted(Notice.ORDER).toList(), more[0]);
  }

  /** Until when these are all there were, if what is later than {@code sure} may still come. */
  Instant whole(Instant sure) {
    // Of the moment of the last there may be more.
    Instant last = more ? notices.getLast().at().minusMillis(1) : sure;
    return last.isBefore(sure) ? last : sure;
  }
}
