package dev.leasehold.evidence;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the newest entries of a log say of requests. A process that died, or had no log that worked,
 * leaves out what happened last; so what is missing is missed at the end of the log.
 */
public final class LatestEntries {
  /** So many entries are read at most, some 4 MB. */
  static final int MOST = 4096;

  /**
   * Entries come in about the order of their times: what is as old as one of the first so many that
   * were read may be told before them.
   */
  static final int MARGIN = 1024;

  private static final LatestEntries NONE = new LatestEntries(Instant.MAX, Map.of());

  private final Instant since;
  private final Map<String, Set<EventKind>> said;

  private LatestEntries(Instant since, Map<String, Set<EventKind>> said) {
    this.since = since;
    this.said = Map.copyOf(said);
  }

  /** Those of an empty log, or of one that could not be read: nothing is known to be missing. */
  static LatestEntries none() {
    return NONE;
  }

  /**
   * Reads them.
   *
   * @throws IOException if they cannot be read
   */
  static LatestEntries of(LogSnapshot log) throws IOException {
    long size = log.checkpoint().size();
    long first = Math.max(0, size - MOST) / TilePath.FULL * TilePath.FULL;
    Reading reading = new Reading(first == 0 ? 0 : MARGIN);
    for (long at = first; at < size; at += TilePath.FULL) {
      log.bundle(at).forEach(entry -> statement(entry).ifPresent(reading::take));
    }
    return reading.latest();
  }

  /**
   * Takes them as they are.
   *
   * @param margin of so many at the beginning the times do not count
   */
  public static LatestEntries of(List<Statement> entries, int margin) {
    Reading reading = new Reading(margin);
    entries.forEach(reading::take);
    return reading.latest();
  }

  /** What is kept of each while they are read: an entry may have 60 KiB, and the heap is small. */
  private static final class Reading {
    private final int margin;
    private final Map<String, Set<EventKind>> said = new HashMap<>();
    private int count;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> firstInTime = Optional.empty();
    private Optional<Instant> taken = Optional.empty();

    Reading(int margin) {
      this.margin = margin;
    }

    void take(Statement entry) {
      said.computeIfAbsent(entry.uid(), _ -> EnumSet.noneOf(EventKind.class)).add(entry.kind());
      Instant at = entry.at();
      if (isTaken(entry)) {
        taken = taken.filter(at::isAfter).or(() -> Optional.of(at));
      }
      if (count++ >= margin) {
        first = first.or(() -> Optional.of(at));
        firstInTime = firstInTime.or(() -> Optional.of(at).filter(_ -> !entry.late()));
      }
    }

    LatestEntries latest() {
      return firstInTime
          .or(() -> first)
          .map(since -> new LatestEntries(taken.filter(since::isAfter).orElse(since), said))
          .orElse(NONE);
    }
  }

  /**
   * An end that a process before took from its record. It may have died before it had told all that
   * its own predecessor left out, of about that time.
   */
  private static boolean isTaken(Statement entry) {
    return entry.kind() != EventKind.REVOKE_INTENDED && entry.fromRecord();
  }

  /** One of a later version says nothing here. */
  private static Optional<Statement> statement(byte[] entry) {
    try {
      return Optional.of(Statement.read(Envelope.parse(entry).payload()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether what happened at that time would be among them if it were in the log. */
  public boolean covers(Instant time) {
    return !time.isBefore(since);
  }

  /** Whether one of them says one of these things of a request. */
  public boolean say(String uid, Collection<EventKind> kinds) {
    return said.getOrDefault(uid, Set.of()).stream().anyMatch(kinds::contains);
  }
}
