package dev.leasehold.grant;

import dev.leasehold.model.Reason;

/**
 * The system that grants could not be asked, or gave no usable answer: nothing is known, so nothing
 * may be concluded. Retried. It carries our words only, never those of an exception or a server.
 */
public class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public Unavailable(Reason reason) {
    super(reason.code().text(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
