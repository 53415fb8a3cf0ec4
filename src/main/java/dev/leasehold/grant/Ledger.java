package dev.leasehold.grant;

import dev.leasehold.model.Holdings;
import dev.leasehold.model.VaultHold;

/**
 * The record's page for one target. Whoever makes what no name would find again writes it here
 * before the next act outside; what could not be written is not to be used.
 */
public interface Ledger {
  /** What was written down so far. */
  Holdings known();

  /**
   * Writes it down, in place of what was noted of the same accessor.
   *
   * @throws Unavailable if it is not certain that it was written
   */
  void note(VaultHold hold);
}
