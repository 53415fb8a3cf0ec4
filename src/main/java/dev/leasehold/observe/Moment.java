package dev.leasehold.observe;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads a time of which the schema does not say that it exists, as of a 30th of February. */
final class Moment {
  private Moment() {}

  /** That time, or where there is none, that of the object's creation, which the server wrote. */
  static Instant of(String text, String created) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.parse(created);
    }
  }
}
