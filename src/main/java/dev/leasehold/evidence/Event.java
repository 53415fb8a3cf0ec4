package dev.leasehold.evidence;

import dev.leasehold.model.RequestRef;
import java.time.Instant;

/**
 * One thing that happened to a request or its grant, or is about to.
 *
 * @param at when; for an intent, when it was decided
 * @param specDigest SHA-256 over the canonical JSON of the request's spec, in 64 hex digits
 * @param late whether it could not be written when it happened, and was written afterwards
 */
public record Event(
    EventKind kind, Instant at, RequestRef request, String specDigest, Facts facts, boolean late) {
  public Event {
    if (!specDigest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a digest of a spec has 64 hex digits");
    }
  }

  /** The same, written afterwards. */
  public Event afterwards() {
    return new Event(kind, at, request, specDigest, facts, true);
  }
}
