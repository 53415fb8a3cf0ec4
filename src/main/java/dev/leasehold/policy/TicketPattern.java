package dev.leasehold.policy;

import java.util.Optional;

/**
 * Finds a catalog's pattern in a ticket, within a fixed amount of work whatever the two contain.
 * The JDK's own matcher backtracks without end on some patterns, also on such as read no character,
 * and whoever may edit a catalog must not be able to stop the operator.
 */
public final class TicketPattern {
  /** The schema allows as much. */
  private static final int MAX_TICKET = 128;

  private TicketPattern() {}

  /** What is wrong with the pattern, for the catalog's owner; empty when it can be used. */
  public static Optional<String> flaw(String pattern) {
    return switch (RegexParser.parse(pattern)) {
      case RegexParser.Parsed parsed -> Optional.empty();
      case RegexParser.Flawed(String what) -> Optional.of(what);
    };
  }

  /** Whether it is found; never, where the pattern has a flaw or takes too much work. */
  static boolean matches(String pattern, String ticket) {
    return switch (RegexParser.parse(pattern)) {
      case RegexParser.Parsed(Regex regex) ->
          ticket.length() <= MAX_TICKET && new RegexMatch(ticket).found(regex);
      case RegexParser.Flawed flawed -> false;
    };
  }
}
