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
    for (long files = Math.ceilDiv(log.checkpoint().size(), TilePath.FULL); files > 0; files--) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      List<Said> said = said(log.bundle((files - 1) * TilePath.FULL));
      said.stream().filter(Said::isEnd).map(Said::uid).forEach(ended);
      newest(said).map(at -> at.plus(DISORDER)).ifPresent(reached);
    }
    return true;
  }

  private static List<Said> said(List<byte[]> entries) {
    return entries.stream().map(Said::in).flatMap(Optional::stream).toList();
  }

  /** What came in late is older than what lies before it. */
  private static Optional<Instant> newest(List<Said> said) {
    return said.stream().filter(it -> !it.isLate()).map(Said::at).max(Instant::compareTo);
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
