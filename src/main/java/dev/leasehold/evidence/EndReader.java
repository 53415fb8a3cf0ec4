package dev.leasehold.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a log from its end to its beginning for the requests that came to their end. */
final class EndReader {
  private static final Set<EventKind> ENDS =
      EnumSet.of(
          EventKind.REFUSED,
          EventKind.DENIED,
          EventKind.WITHDRAWN,
          EventKind.REVOKED,
          EventKind.FORGOTTEN);

  /** Entries are this much out of the order of their times at most: clocks differ (F43). */
  static final Duration DISORDER = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private EndReader() {}

  /**
   * Reads all of it.
   *
   * @param ended takes the UIDs of those requests
   * @param reached takes, time and again, since when all that happened was read
   * @param goesOn asked before each file of entries
   * @return whether all was read
   * @throws IOException if some of it cannot be read; what was read before that is known
   * @throws InterruptedException if the calling thread was interrupted
   */
  static boolean read(
      LogSnapshot log, Consumer<String> ended, Consumer<Instant> reached, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    long last = (log.checkpoint().size() - 1) / TilePath.FULL * TilePath.FULL;
    for (long at = last; at >= 0 && log.checkpoint().size() > 0; at -= TilePath.FULL) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      take(log.bundle(at), ended).map(newest -> newest.plus(DISORDER)).ifPresent(reached);
    }
    return true;
  }

  /** Says of when the newest is; what came in late is older than what lies before it. */
  private static Optional<Instant> take(List<byte[]> entries, Consumer<String> ended) {
    Optional<Instant> newest = Optional.empty();
    for (byte[] entry : entries) {
      Optional<Said> said = Said.in(entry);
      said.filter(Said::isEnd).ifPresent(end -> ended.accept(end.uid()));
      newest = latest(newest, said.filter(it -> !it.isLate()).map(Said::at));
    }
    return newest;
  }

  private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
  }

  /**
   * What is read of each entry, as it stands: whether it is sound is for {@code evidence verify},
   * which takes ten times as long.
   */
  private record Said(boolean isEnd, boolean isLate, Instant at, String uid) {
    /** Nothing in what is no entry, or one of a later version. */
    static Optional<Said> in(byte[] entry) {
      try {
        byte[] payload = JSON.readTree(entry).path("payload").binaryValue();
        JsonNode predicate =
            JSON.readTree(payload == null ? new byte[0] : payload).path("predicate");
        return EventKind.of(predicate.path("event").asText())
            .map(
                kind ->
                    new Said(
                        ENDS.contains(kind),
                        predicate.path("late").asBoolean(),
                        Instant.parse(predicate.path("at").asText()),
                        predicate.path("request").path("uid").asText()));
      } catch (IOException | DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
