package dev.leasehold.grant;

import dev.leasehold.model.Reason;

/**
 * Somebody else's limit is in the way, and stays until they change it: what is in use goes on and
 * is tried again, what is only about to begin is not left half made meanwhile.
 */
public final class Withheld extends Unavailable {
  private static final long serialVersionUID = 1L;

  public Withheld(Reason reason) {
    super(reason);
  }
}
