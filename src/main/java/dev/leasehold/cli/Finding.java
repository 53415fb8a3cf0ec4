package dev.leasehold.cli;

import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;

/**
 * One thing to say of what stands in a file.
 *
 * @param kind tells it from others, and never changes
 */
record Finding(Level level, Kind kind, Place place, String message) {
  /** Whether it makes the check fail. */
  enum Level {
    ERROR,
    NOTE
  }

  /** What was found. */
  sealed interface Kind {
    /** What the check finds itself. */
    record Own(Code code) implements Kind {}

    /** The reason that the status of the request or the entitlement would have. */
    record OfOperator(ReasonCode code) implements Kind {}
  }

  static Finding of(Level level, Reason why, Place place) {
    return new Finding(level, new Kind.OfOperator(why.code()), place, why.message());
  }

  static Finding error(Code code, Place place, String message) {
    return new Finding(Level.ERROR, new Kind.Own(code), place, message);
  }

  static Finding note(Code code, Place place, String message) {
    return new Finding(Level.NOTE, new Kind.Own(code), place, message);
  }

  /** As it is printed. */
  String code() {
    return switch (kind) {
      case Kind.Own(Code own) -> own.text();
      case Kind.OfOperator(ReasonCode reason) -> reason.text();
    };
  }

  /** Whether the check found it, and it is no reason of the operator. */
  boolean isOwn() {
    return kind instanceof Kind.Own;
  }

  boolean fails() {
    return level == Level.ERROR;
  }

  /** The same, where somebody has said that it is to be so. */
  Finding expected() {
    return new Finding(Level.NOTE, kind, place, message);
  }
}
