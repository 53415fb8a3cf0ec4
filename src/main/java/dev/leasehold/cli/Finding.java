package dev.leasehold.cli;

/**
 * One thing to say of what stands in a file.
 *
 * @param code tells this kind of finding from others, and never changes: one of {@link Code}, or
 *     the reason that the status of the request or the entitlement would have
 */
record Finding(Level level, String code, Place place, String message) {
  /** Whether it makes the check fail. */
  enum Level {
    ERROR,
    NOTE
  }

  static Finding error(Code code, Place place, String message) {
    return new Finding(Level.ERROR, code.text(), place, message);
  }

  static Finding note(Code code, Place place, String message) {
    return new Finding(Level.NOTE, code.text(), place, message);
  }

  boolean fails() {
    return level == Level.ERROR;
  }

  /** The same, where somebody has said that it is to be so. */
  Finding expected() {
    return new Finding(Level.NOTE, code, place, message);
  }
}
