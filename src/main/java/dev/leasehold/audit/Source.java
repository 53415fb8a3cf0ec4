package dev.leasehold.audit;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.Selection;
import dev.leasehold.evidence.Verdict;
import dev.leasehold.evidence.VerifierKey;
import java.util.Collection;
import java.util.List;

/**
 * What was read, in which nothing is wrong.
 *
 * @param checkpoint what it was verified against
 * @param keys the verifier keys that were given
 * @param selection what an export has of the log
 * @param entries how many were verified
 */
public record Source(Checkpoint checkpoint, List<String> keys, Selection selection, long entries) {
  public Source {
    keys = List.copyOf(keys);
  }

  /**
   * From a verdict.
   *
   * @throws IllegalArgumentException if anything is wrong: nothing may be told of that
   */
  public static Source of(Verdict verdict, Collection<VerifierKey> keys) {
    if (!verdict.isSound() || verdict.checkpoint().isEmpty()) {
      throw new IllegalArgumentException("only what is sound is reported");
    }
    return new Source(
        verdict.checkpoint().get(),
        keys.stream().map(VerifierKey::text).sorted().toList(),
        verdict.selection(),
        verdict.entries());
  }

  /** Whether it is known that no entry is missing. */
  public boolean isComplete() {
    return selection.equals(Selection.ALL);
  }
}
