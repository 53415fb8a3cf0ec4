package dev.leasehold.evidence;

import java.util.List;
import java.util.Optional;

/** Checks proofs with nothing but hashes, by RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
public final class Proofs {
  private Proofs() {}

  /** Whether the proof leads from this leaf at this index to the root of the checkpoint. */
  public static boolean includes(
      Checkpoint checkpoint, long index, TreeHash leaf, List<TreeHash> proof) {
    if (index < 0 || index >= checkpoint.size()) {
      return false;
    }
    long node = index;
    long last = checkpoint.size() - 1;
    TreeHash hash = leaf;
    for (TreeHash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = TreeHash.node(sibling, hash);
        int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= up;
        last >>= up;
      } else {
        hash = TreeHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(checkpoint.root());
  }

  /** Whether the later tree begins with all of the earlier one. */
  public static boolean extend(Checkpoint earlier, Checkpoint later, List<TreeHash> proof) {
    if (earlier.size() == later.size()) {
      return proof.isEmpty() && earlier.root().equals(later.root());
    }
    if (earlier.size() == 0) {
      return proof.isEmpty() && earlier.root().equals(TreeHash.ofNothing());
    }
    if (earlier.size() > later.size()) {
      return false;
    }
    boolean isPeak = Long.bitCount(earlier.size()) == 1;
    Optional<TreeHash> start = isPeak ? Optional.of(earlier.root()) : proof.stream().findFirst();
    return start.isPresent()
        && extend(earlier, later, start.get(), proof.subList(isPeak ? 0 : 1, proof.size()));
  }

  private static boolean extend(
      Checkpoint earlier, Checkpoint later, TreeHash start, List<TreeHash> proof) {
    int up = Long.numberOfTrailingZeros(earlier.size());
    long node = (earlier.size() - 1) >> up;
    long last = (later.size() - 1) >> up;
    TreeHash before = start;
    TreeHash after = start;
    for (TreeHash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        before = TreeHash.node(sibling, before);
        after = TreeHash.node(sibling, after);
        int more = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= more;
        last >>= more;
      } else {
        after = TreeHash.node(after, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && before.equals(earlier.root()) && after.equals(later.root());
  }
}
