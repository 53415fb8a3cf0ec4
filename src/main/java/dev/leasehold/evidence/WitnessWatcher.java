package dev.leasehold.evidence;

/** Hears how witnesses do; neither waits nor throws. */
public interface WitnessWatcher {
  /** From now on it does not cosign. */
  void fails(WitnessKey witness, String why);

  /** From now on it does. */
  void cosigns(WitnessKey witness);
}
