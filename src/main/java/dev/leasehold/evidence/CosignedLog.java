package dev.leasehold.evidence;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/**
 * How far witnesses cosigned a log.
 *
 * @param checkpoint that they cosigned, which the log must continue
 * @param newer how many entries the log has that came later
 */
record CosignedLog(Checkpoint checkpoint, TrustPolicy.Quorate quorate, long newer) {
  /** The checkpoint with the cosignatures that the operator got, beside the log's own. */
  static final String FILE = "cosigned";

  /**
   * Judges what is there.
   *
   * @param beside what that file held before the log's checkpoint was read
   * @throws IllegalArgumentException if there is no checkpoint that carries what is demanded, or
   *     the log is shorter
   */
  static CosignedLog of(
      LogSnapshot whole, Optional<String> beside, Collection<VerifierKey> keys, Demand demand) {
    boolean isOwn = beside.isEmpty() || demand.policy().quorum() instanceof TrustPolicy.None;
    String note = isOwn ? whole.note() : beside.get();
    Checkpoint then = opened(whole, note, keys);
    return new CosignedLog(then, demand.judge(note), whole.checkpoint().size() - then.size());
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
    return whole.asOf(note, opened(whole, note, keys));
  }

  private static Checkpoint opened(LogSnapshot whole, String note, Collection<VerifierKey> keys) {
    Checkpoint then = Checkpoint.open(note, keys);
    if (then.size() > whole.checkpoint().size()) {
      throw new IllegalArgumentException(
          "the log ends at %d, and %d entries were cosigned"
              .formatted(whole.checkpoint().size(), then.size()));
    }
    return then;
  }
}
