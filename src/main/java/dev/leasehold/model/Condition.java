package dev.leasehold.model;

/** How what was handed out compares with what should be there. */
public sealed interface Condition {
  /** Just what was granted. */
  record Intact() implements Condition {}

  /**
   * Something is missing or less than granted; providing it again mends it.
   *
   * @param credentialLost the credential in use is dead, so mending takes another one
   */
  record Lessened(Reason reason, boolean credentialLost) implements Condition {
    public Lessened(Reason reason) {
      this(reason, false);
    }
  }

  /** It could not be looked at, which neither ends nor mends anything. */
  record Unclear(Reason reason) implements Condition {}

  /** Somebody made it wider than granted; it is to be cut. */
  record Widened(Reason reason) implements Condition {}
}
