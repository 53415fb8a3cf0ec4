package dev.leasehold.policy;

import java.util.Optional;

/**
 * Finds a catalog's pattern in a ticket, within a bounded amount of work whatever the two contain.
 */
public final class TicketPattern {
  /** The schema allows as much. */
  private static final int MAX_LENGTH = 256;

  /** The schema allows as much. */
  private static final int MAX_TICKET = 128;

  /** Enough for each character that a ticket can have, several times. */
  private static final int MAX_SIZE = 1000;

  private TicketPattern() {}

  /** What is wrong with the pattern, for the catalog's owner; empty when it can be used. */
  public static Optional<String> flaw(String pattern) {
    return switch (read(pattern)) {
      case BoundedPattern.Reading.Usable _ -> Optional.empty();
      case BoundedPattern.Reading.Flawed(String what) -> Optional.of(what);
    };
  }

  /** Whether it is found; never, where the pattern has a flaw. */
  public static boolean matches(String pattern, String ticket) {
    return switch (read(pattern)) {
      case BoundedPattern.Reading.Usable(BoundedPattern usable) ->
          ticket.length() <= MAX_TICKET && usable.isFoundIn(ticket);
      case BoundedPattern.Reading.Flawed _ -> false;
    };
  }

  private static BoundedPattern.Reading read(String pattern) {
    return pattern.length() <= MAX_LENGTH
        ? BoundedPattern.read(pattern, MAX_SIZE)
        : new BoundedPattern.Reading.Flawed("it is longer than " + MAX_LENGTH + " characters");
  }
}
