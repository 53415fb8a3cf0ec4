package dev.leasehold.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads a log from its end to its beginning for the requests that came to their end, and for who
 * was offboarded.
 *
 * @param past takes what is read
 * @param keys of the log; they count for offboardings alone
 */
record EndReader(Past past, Collection<VerifierKey> keys) {
  private static final Set<EventKind> ENDS =
      EnumSet.of(
          EventKind.REFUSED,
          EventKind.DENIED,
          EventKind.WITHDRAWN,
          EventKind.REVOKED,
          EventKind.FORGOTTEN);

  private static final Set<EventKind> OF_IDENTITIES =
      EnumSet.of(EventKind.OFFBOARDED, EventKind.REINSTATED, EventKind.PURGED);

  /** Entries are this much out of the order of their times at most: clocks differ (F43). */
  static final Duration DISORDER = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Told how far a log was read. */
  @FunctionalInterface
  interface Progress {
    /**
     * All entries from this index on were read.
     *
     * @param newest since when all that happened was read, if that is known
     */
    void reached(Optional<Instant> newest, long index);
  }

  /**
   * Reads all of it.
   *
   * @param goesOn asked before each file of entries
   * @return whether all was read
   * @throws IOException if some of it cannot be read; what was read before that is known
   * @throws InterruptedException if the calling thread was interrupted
   */
  boolean read(LogSnapshot log, Progress progress, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    for (long files = Math.ceilDiv(log.checkpoint().size(), TilePath.FULL); files > 0; files--) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      long first = (files - 1) * TilePath.FULL;
      List<Said> said =
          log.bundle(first).stream().map(this::said).flatMap(Optional::stream).toList();
      progress.reached(newest(said).map(at -> at.plus(DISORDER)), first);
    }
    return true;
  }

  /** What came in late is older than what lies before it. */
  private static Optional<Instant> newest(List<Said> said) {
    return said.stream().filter(it -> !it.isLate()).map(Said::at).max(Instant::compareTo);
  }

  /** What is kept of an entry until all of its file was read. */
  private record Said(boolean isLate, Instant at) {}

  /** Nothing in what is no entry, or one of a later version. */
  private Optional<Said> said(byte[] entry) {
    try {
      byte[] payload = JSON.readTree(entry).path("payload").binaryValue();
      JsonNode predicate = JSON.readTree(payload == null ? new byte[0] : payload).path("predicate");
      Optional<EventKind> kind = EventKind.of(predicate.path("event").asText());
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      Said said =
          new Said(
              predicate.path("late").asBoolean(), Instant.parse(predicate.path("at").asText()));
      take(kind.get(), entry, predicate.path("request"));
      return Optional.of(said);
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * An end counts as it stands: whether it is sound is for {@code evidence verify}, which takes ten
   * times as long. What is said of identities is seldom, and names people in records: only what is
   * signed counts.
   */
  private void take(EventKind kind, byte[] entry, JsonNode request) {
    if (ENDS.contains(kind)) {
      past.requests().add(request.path("uid").asText());
    }
    if (OF_IDENTITIES.contains(kind)) {
      RequestRef ref =
          new RequestRef(
              request.path("namespace").asText(),
              request.path("name").asText(),
              request.path("uid").asText());
      if (Freeze.isRef(ref)) {
        signed(entry).ifPresent(it -> past.identities().take(kind, freeze(ref, it)));
      }
    }
  }

  private Optional<Statement> signed(byte[] entry) {
    try {
      return Optional.of(Envelope.parse(entry))
          .filter(envelope -> envelope.isSignedByOneOf(keys))
          .map(envelope -> Statement.read(envelope.payload()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Freeze freeze(RequestRef ref, Statement said) {
    return new Freeze(
        new Subject(ref.namespace(), ref.name()),
        said.predicate().path("actor").asText(),
        said.predicate().path("reason").path("message").asText(),
        Optional.of(said.at()));
  }
}
