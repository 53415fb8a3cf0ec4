package dev.leasehold.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.RequestRef;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Takes an entry that says something of an identity. */
  @FunctionalInterface
  private interface OfIdentities {
    void take(EventKind kind, RequestRef ref, long index, byte[] entry);
  }

  /**
   * Reads all of it.
   *
   * @param goesOn asked before each file of entries
   * @return whether all was read
   * @throws UnsoundLog if some of it is signed by a key that is not known; all else is known then
   * @throws IOException if some of it cannot be read; what was read before that is known
   * @throws InterruptedException if the calling thread was interrupted
   */
  boolean read(LogSnapshot log, Progress progress, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    IdentityReader identities =
        new IdentityReader(past.identities(), keys, log.checkpoint().origin());
    Progress known = (newest, index) -> progress.reached(newest, identities.reached(index));
    boolean isAll = read(log, identities::take, known, goesOn);
    if (isAll) {
      // Of requests all is known, also where it is not of identities.
      progress.reached(Optional.of(Instant.MIN), identities.reached(0));
      identities.requireAll();
    }
    return isAll;
  }

  /**
   * Reads the ends alone, for which no key is needed, and tells nobody how far it came.
   *
   * @param log may be {@link LogSnapshot#unverified}
   * @return whether all was read
   * @throws IOException if some of it cannot be read; what was read before that is known
   * @throws InterruptedException if the calling thread was interrupted
   */
  static boolean readEnds(Past past, LogSnapshot log, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    return new EndReader(past, List.of())
        .read(log, (kind, ref, index, entry) -> {}, (newest, index) -> {}, goesOn);
  }

  private boolean read(
      LogSnapshot log, OfIdentities identities, Progress progress, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    for (long files = Math.ceilDiv(log.checkpoint().size(), TilePath.FULL); files > 0; files--) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      long first = (files - 1) * TilePath.FULL;
      progress.reached(newest(said(log.bundle(first), first, identities)), first);
    }
    return true;
  }

  /** From the last to the first. */
  private List<Said> said(List<byte[]> entries, long first, OfIdentities identities) {
    List<Said> said = new ArrayList<>(entries.size());
    for (int i = entries.size() - 1; i >= 0; i--) {
      said(first + i, entries.get(i), identities).ifPresent(said::add);
    }
    return said;
  }

  /** Since when all is known; what came in late is older than what lies before it. */
  private static Optional<Instant> newest(List<Said> said) {
    return said.stream()
        .filter(it -> !it.isLate())
        .map(Said::at)
        .max(Instant::compareTo)
        .map(at -> at.plus(DISORDER));
  }

  /** What is kept of an entry until all of its file was read. */
  private record Said(boolean isLate, Instant at) {}

  /**
   * Nothing in what is no entry, or one of a later version. An end counts as it stands: whether it
   * is sound is for {@code evidence verify}, which takes ten times as long.
   */
  private Optional<Said> said(long index, byte[] entry, OfIdentities identities) {
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
      JsonNode request = predicate.path("request");
      if (ENDS.contains(kind.get())) {
        past.requests().add(request.path("uid").asText());
      }
      if (OF_IDENTITIES.contains(kind.get())) {
        identity(request)
            .ifPresent(identity -> identities.take(kind.get(), identity, index, entry));
      }
      return Optional.of(said);
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<RequestRef> identity(JsonNode request) {
    RequestRef ref =
        new RequestRef(
            request.path("namespace").asText(),
            request.path("name").asText(),
            request.path("uid").asText());
    return Optional.of(ref).filter(Freeze::isRef);
  }
}
