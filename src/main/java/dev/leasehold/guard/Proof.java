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
   * @param seen whether something was seen to pass, or to be open, that must not be; else it was
   *     not tried
   */
  record NotLive(String policy, String reason, boolean seen) implements Proof {
    /** As was seen. */
    public NotLive(String policy, String reason) {
      this(policy, reason, true);
    }

    /** Nothing was seen: somebody did not answer, or the policies are others than ours. */
    static NotLive untried(String policy, String reason) {
      return new NotLive(policy, reason, false);
    }
  }
}
