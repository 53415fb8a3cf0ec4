package dev.leasehold.app;

import dev.leasehold.evidence.Checkpoint;
import java.util.Optional;

/**
 * What the process that led before knew of the evidence log.
 *
 * @param checkpoint the last one that it saw (decision 0128)
 * @param heeded the last one up to which the cluster had what the log says (decision 0136)
 */
record Handed(Optional<String> checkpoint, Optional<String> heeded) {
  /**
   * The size of the log of this name up to which the cluster has what it says; 0 where nobody said
   * so, as a process of an earlier version, or where it was said of another log.
   */
  long told(Optional<String> name) {
    return Math.min(size(checkpoint, name), size(heeded, name));
  }

  private static long size(Optional<String> text, Optional<String> name) {
    try {
      return text.map(Checkpoint::ofBrief)
          .filter(known -> name.filter(known.origin()::equals).isPresent())
          .map(Checkpoint::size)
          .orElse(0L);
    } catch (IllegalArgumentException e) {
      // The log is refused for it, or read as a whole.
      return 0;
    }
  }
}
