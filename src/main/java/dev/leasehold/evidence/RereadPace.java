package dev.leasehold.evidence;

/**
 * How often a log is read again that could not be read: it may be large, so ever more seldom; but
 * at once when it begins to work, or no longer does, since then other things may be wrong with it.
 * Counts looks at it, of which there is one each second. Used by one thread.
 */
final class RereadPace {
  /** Looks from one reading to the next at most; an hour. */
  static final int MOST = 3600;

  /** The same where somebody waits to be given access until it was read; a minute. */
  static final int MOST_AWAITED = 60;

  private boolean worked;
  private int next = 1;
  private int left;

  /**
   * Whether it is to be read at this look.
   *
   * @param works whether it is open
   * @param isAwaited whether somebody waits for that
   */
  boolean isDue(boolean works, boolean isAwaited) {
    if (works != worked) {
      worked = works;
      next = 1;
      left = 0;
    }
    left = Math.min(left, (isAwaited ? MOST_AWAITED : MOST) - 1) - 1;
    if (left >= 0) {
      return false;
    }
    left = next - 1;
    next = Math.min(next * 2, MOST);
    return true;
  }
}
