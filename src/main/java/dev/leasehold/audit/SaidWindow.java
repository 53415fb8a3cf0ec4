package dev.leasehold.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The window of access, as far as a log tells it. What was intended and has no outcome may or may
 * not have come about.
 *
 * @param end the latest that came about
 * @param since when that was
 * @param latest what the latest intent says
 * @param possible ends that were intended later, at most eight
 */
record SaidWindow(
    Optional<Instant> start,
    Optional<Instant> end,
    Instant since,
    Optional<Instant> latest,
    List<Instant> possible) {
  private static final int MAX = 8;

  static final SaidWindow NONE =
      new SaidWindow(Optional.empty(), Optional.empty(), Instant.MIN, Optional.empty(), List.of());

  SaidWindow {
    possible = List.copyOf(possible);
  }

  /** As records have it: to the millisecond. */
  static Instant exact(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  SaidWindow intended(Optional<Instant> from, Optional<Instant> until) {
    Optional<Instant> next = until.map(SaidWindow::exact);
    List<Instant> more = new ArrayList<>(possible);
    next.filter(at -> !possible.contains(at)).ifPresent(more::add);
    return new SaidWindow(
        start.or(() -> from.map(SaidWindow::exact)),
        end,
        since,
        next,
        more.subList(Math.max(0, more.size() - MAX), more.size()));
  }

  SaidWindow provided(Instant at) {
    return latest.isEmpty() || latest.equals(end)
        ? this
        : new SaidWindow(start, latest, at, latest, List.of());
  }

  Optional<Expected> expectedStart() {
    return Expected.fixed(start.map(Instant::toString).orElse(""));
  }

  Optional<Expected> expectedEnd() {
    Set<String> ends =
        Stream.concat(end.stream(), possible.stream())
            .map(Instant::toString)
            .collect(Collectors.toUnmodifiableSet());
    return end.flatMap(_ -> Expected.since(since, ends));
  }
}
