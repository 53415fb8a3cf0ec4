package dev.leasehold.evidence;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/**
 * A log's directory as it was when witnesses cosigned it. What came later is no part of it.
 *
 * @param newer how many entries came later
 */
record CosignedLog(LogSnapshot log, TrustPolicy.Quorate quorate, long newer) {
  /** The checkpoint with the cosignatures that the operator got, beside the log's own. */
  static final String FILE = "cosigned";

  /**
   * Reads the right edge.
   *
   * @throws IllegalArgumentException if there is no checkpoint that carries what is demanded
   * @throws IOException if it cannot be read
   */
  static CosignedLog take(LogFiles files, Collection<VerifierKey> keys, Demand demand)
      throws IOException {
    // First, since the log itself is never behind it.
    Optional<String> cosigned = files.text(FILE);
    LogSnapshot whole = LogSnapshot.take(files, keys);
    if (cosigned.isEmpty() || demand.policy().quorum() instanceof TrustPolicy.None) {
      return new CosignedLog(whole, demand.judge(whole.note()), 0);
    }
    LogSnapshot part = part(whole, cosigned.get(), keys);
    return new CosignedLog(
        part, demand.judge(part.note()), whole.checkpoint().size() - part.checkpoint().size());
  }

  /**
   * The part under the checkpoint in that file, whoever cosigned it.
   *
   * @throws IllegalArgumentException if there is none, or it is of no part of the log
   */
  static LogSnapshot part(LogFiles files, Collection<VerifierKey> keys) throws IOException {
    String cosigned =
        files
            .text(FILE)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no file " + FILE + " in the log"));
    return part(LogSnapshot.take(files, keys), cosigned, keys);
  }

  private static LogSnapshot part(LogSnapshot whole, String note, Collection<VerifierKey> keys)
      throws IOException {
    Checkpoint then = Checkpoint.open(note, keys);
    if (then.size() > whole.checkpoint().size()) {
      throw new IllegalArgumentException(
          "the log ends at %d, and %d entries were cosigned"
              .formatted(whole.checkpoint().size(), then.size()));
    }
    return whole.asOf(note, then);
  }
}
