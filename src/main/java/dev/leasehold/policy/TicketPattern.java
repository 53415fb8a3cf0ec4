package dev.leasehold.policy;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches a ticket against the catalog's pattern within a fixed amount of work: a pattern that
 * backtracks without end, or does not compile, matches nothing.
 */
final class TicketPattern {
  /** Character reads allowed; an ordinary pattern needs a few for each character of the ticket. */
  private static final int MAX_READS = 100_000;

  private TicketPattern() {}

  static boolean matches(String pattern, String ticket) {
    try {
      return Pattern.compile(pattern).matcher(new Metered(ticket)).find();
    } catch (PatternSyntaxException | Exhausted e) {
      return false;
    }
  }

  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super(null, null, false, false);
    }
  }

  /** Counts how often the matcher looks. */
  private static final class Metered implements CharSequence {
    private final String text;
    private int reads;

    Metered(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++reads > MAX_READS) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
