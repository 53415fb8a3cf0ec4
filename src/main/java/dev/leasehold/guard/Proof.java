package dev.leasehold.guard;

/** Whether stamps can be believed now. */
public sealed interface Proof {
  /** Every policy refused its forgery and let the honest twin pass; these were the policies. */
  record Live(Fingerprint fingerprint) implements Proof {}

  /**
   * Stamps must not be believed.
   *
   * @param policy the policy that is missing, altered or not at work
   * @param reason what is wrong and what to do, in our own words
   */
  record NotLive(String policy, String reason) implements Proof {}
}
