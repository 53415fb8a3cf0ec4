package dev.leasehold.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * What a checkpoint must carry besides the signature of the log.
 *
 * @param since the quorum must have cosigned then or later, which a volume from a backup cannot
 *     show; nothing: any time
 */
public record Demand(TrustPolicy policy, Optional<Instant> since) {
  public Demand {
    if (since.isPresent() && policy.quorum() instanceof TrustPolicy.None) {
      throw new IllegalArgumentException(
          "the policy needs no witness, so nothing says since when; write a quorum");
    }
  }

  /**
   * Judges a signed checkpoint.
   *
   * @throws IllegalArgumentException if it does not carry that
   */
  TrustPolicy.Quorate judge(String note) {
    return policy.judge(note, since);
  }
}
