package dev.leasehold.evidence;

/**
 * Takes the entries that a verifier has looked at, in the order of the log or the export. What it
 * was given counts only if the verdict is sound: that is known after the last one.
 */
@FunctionalInterface
public interface EntryReader {
  /**
   * The next entry that is a statement; the verifier may have a finding about it.
   *
   * @param leaf the hash of the entry in the tree
   */
  void read(long index, TreeHash leaf, Statement statement);

  /** Takes no notice. */
  static EntryReader none() {
    return (_, _, _) -> {};
  }
}
