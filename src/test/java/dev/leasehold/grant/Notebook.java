package dev.leasehold.grant;

import dev.leasehold.model.Holdings;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.VaultHold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger that is only in memory, and can be made to fail. */
public final class Notebook implements Ledger {
  private final List<VaultHold> holds = new ArrayList<>();
  private int notes;
  private int failing = -1;

  /** One in which nothing is written down yet. */
  public static Notebook blank() {
    return new Notebook();
  }

  /** The note of this number, from 1, cannot be written. */
  public Notebook failingAt(int note) {
    failing = note;
    return this;
  }

  /** What was noted, oldest first. */
  public List<VaultHold> holds() {
    return List.copyOf(holds);
  }

  @Override
  public Holdings known() {
    return new Holdings(List.of(), Optional.empty(), Optional.empty(), holds);
  }

  @Override
  public void note(VaultHold hold) {
    notes++;
    if (notes == failing) {
      throw new Unavailable(new dev.leasehold.model.Reason(ReasonCode.OVERTAKEN, "not written"));
    }
    holds.removeIf(before -> before.accessor().equals(hold.accessor()));
    holds.add(hold);
  }
}
