package dev.leasehold.notice;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far a sink has been told. Only what is later than its {@code until} is remembered by ID. */
final class Position {
  /** IDs that are remembered; beyond, the earliest count as told, and so does what is earlier. */
  private static final int REMEMBERED = 4096;

  /** IDs that are written down. */
  private static final int WRITTEN = 512;

  private record Told(Instant at, String id) {
    private static final Comparator<Told> ORDER =
        Comparator.comparing(Told::at).thenComparing(Told::id);
  }

  private Instant until;
  private final Map<String, Instant> told = new HashMap<>();
  private final TreeSet<Told> byTime = new TreeSet<>(Told.ORDER);
  private final Instant began;
  private Set<String> before;
  private boolean changed;

  /** Goes on from there, at this time: all that was told before happened earlier. */
  Position(Cursor cursor, Instant now) {
    this.until = cursor.until();
    this.before = cursor.beyond();
    this.began = now;
  }

  /** Whether it was told already, or is earlier than what this sink is to hear. */
  synchronized boolean has(Notice notice) {
    return !notice.at().isAfter(until)
        || told.containsKey(notice.id())
        || before.contains(notice.id());
  }

  synchronized void told(Notice notice) {
    if (notice.at().isAfter(until) && told.putIfAbsent(notice.id(), notice.at()) == null) {
      byTime.add(new Told(notice.at(), notice.id()));
      changed = true;
      if (byTime.size() > REMEMBERED) {
        passed(byTime.first().at());
      }
    }
  }

  /** Everything until then was told. It never goes back. */
  synchronized void passed(Instant at) {
    if (at.isAfter(until)) {
      until = at;
      while (!byTime.isEmpty() && !byTime.first().at().isAfter(until)) {
        Told first = byTime.removeFirst();
        told.remove(first.id());
      }
      before = until.isBefore(began) ? before : Set.of();
    }
  }

  /** A clock that was put back must not keep what happens from now on from being told. */
  synchronized void notAfter(Instant now) {
    until = until.isAfter(now) ? now : until;
  }

  /** What was to be written down was not. */
  synchronized void unsaved() {
    changed = true;
  }

  /** Whether anything was told since this was last asked. */
  synchronized boolean changed() {
    boolean was = changed;
    changed = false;
    return was;
  }

  synchronized Cursor cursor() {
    Set<String> latest =
        Stream.concat(byTime.descendingSet().stream().map(Told::id), before.stream())
            .limit(WRITTEN)
            .collect(Collectors.toSet());
    return new Cursor(until, latest);
  }
}
