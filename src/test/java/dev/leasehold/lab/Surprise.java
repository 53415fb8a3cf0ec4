package dev.leasehold.lab;

/** A step of the demo turned out otherwise than it was announced. */
final class Surprise extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Surprise(String message) {
    super(message);
  }

  /** Throws the message unless what was announced holds. */
  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new Surprise(message);
    }
  }
}
