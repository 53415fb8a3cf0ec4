package dev.leasehold.model;

import java.time.Instant;

/** What somebody who had no part in a grant said when looking at it afterwards. */
public record Review(String reviewer, Verdict verdict, Instant at) {
  /** What may be said. */
  public enum Verdict {
    KEEP,
    REVOKE
  }
}
