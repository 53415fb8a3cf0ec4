package dev.leasehold.notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a sink has been told, as it is kept where restarts and fail-over do not reach.
 *
 * @param until everything that happened until then was told
 * @param beyond IDs of what happened later and was told all the same; need not be complete
 */
public record Cursor(Instant until, Set<String> beyond) {
  public Cursor {
    beyond = Set.copyOf(beyond);
  }

  /** In lines: the time, then the IDs. */
  public String text() {
    return Stream.concat(Stream.of(until.toString()), beyond.stream().sorted())
        .collect(Collectors.joining("\n"));
  }

  /** What {@link #text} wrote; empty if it is something else. */
  public static Optional<Cursor> parse(String text) {
    List<String> lines = text.lines().toList();
    try {
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Cursor(
                  Instant.parse(lines.getFirst()), Set.copyOf(lines.subList(1, lines.size()))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
