package dev.leasehold.wire;

/**
 * Nothing came back in time, so it is not known what became of the call; says why, in our words.
 */
public final class Unanswered extends Exception {
  private static final long serialVersionUID = 1L;

  Unanswered(String why) {
    super(why, null, false, false);
  }

  /** For example {@code the connection failed}. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
