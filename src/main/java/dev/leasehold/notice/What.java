package dev.leasehold.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What there is to know about it.
 *
 * @param said what happened and through whom, in one line; may be empty
 * @param adds what the access adds, the most dangerous first
 * @param deadline until when something has to be done, or access lasts
 */
public record What(String said, Lines adds, Lines warnings, Optional<Instant> deadline) {
  private static final int SAID = 500;

  public What {
    said = Lines.plain(said, SAID);
  }

  static What said(String text) {
    return new What(text, Lines.NONE, Lines.NONE, Optional.empty());
  }

  What by(Optional<Instant> when) {
    return new What(said, adds, warnings, when);
  }
}
