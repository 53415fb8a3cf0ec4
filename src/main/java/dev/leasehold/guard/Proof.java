package dev.leasehold.guard;

import java.net.HttpURLConnection;

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
   * @param answered whether the API server said anything at all; else nothing is known
   */
  record NotLive(String policy, String reason, boolean seen, boolean answered) implements Proof {
    /** As the API server answered. */
    public NotLive(String policy, String reason, boolean seen) {
      this(policy, reason, seen, true);
    }

    /** As was seen. */
    public NotLive(String policy, String reason) {
      this(policy, reason, true);
    }

    /** Nothing was seen: somebody did not answer, or the policies are others than ours. */
    static NotLive untried(String policy, String reason) {
      return new NotLive(policy, reason, false);
    }

    /**
     * The same, where this code came instead of an answer.
     *
     * @param code 0 where nothing came at all
     */
    static NotLive untried(String policy, String reason, int code) {
      return new NotLive(policy, reason + code, false, isAnswer(code));
    }

    private static final int TOO_MANY_REQUESTS = 429;

    private static boolean isAnswer(int code) {
      return code != 0 && code != TOO_MANY_REQUESTS && code < HttpURLConnection.HTTP_INTERNAL_ERROR;
    }
  }
}
