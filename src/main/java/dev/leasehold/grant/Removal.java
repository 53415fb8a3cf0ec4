package dev.leasehold.grant;

import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;

/** How far taking something back has come. */
public sealed interface Removal {
  /**
   * A read has shown that nothing of it is left.
   *
   * @param proof what was asked and answered, for auditors
   */
  record Gone(String proof) implements Removal {}

  /** Something is, or may be, left; to be tried again. */
  record Left(Reason reason) implements Removal {
    /** Whether it was seen, and not only feared. */
    public boolean seen() {
      return reason.code() == ReasonCode.VAULT_STILL_HOLDS;
    }
  }
}
