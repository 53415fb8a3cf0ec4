package dev.leasehold.approval.ssh;

/** Thrown within this room only: bytes that are not what they should be, and why in our words. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Malformed(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
