package dev.leasehold.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a Merkle tree: enough to add leaves and to tell the root, in memory that grows
 * with the logarithm of the size. For one thread.
 */
final class Frontier {
  /** Roots of the perfect subtrees that the tree consists of, the largest first. */
  private final List<TreeHash> peaks;

  private long size;

  private Frontier(List<TreeHash> peaks, long size) {
    this.peaks = new ArrayList<>(peaks);
    this.size = size;
  }

  static Frontier empty() {
    return new Frontier(List.of(), 0);
  }

  Frontier copy() {
    return new Frontier(peaks, size);
  }

  /**
   * Of a tree that was built before.
   *
   * @param peaks one for each bit that is set in the size, the largest first
   */
  static Frontier of(List<TreeHash> peaks, long size) {
    if (peaks.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException("expected " + Long.bitCount(size) + " peaks");
    }
    return new Frontier(peaks, size);
  }

  void add(TreeHash leaf) {
    TreeHash top = leaf;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      top = TreeHash.node(peaks.removeLast(), top);
    }
    peaks.add(top);
    size++;
  }

  long size() {
    return size;
  }

  TreeHash root() {
    if (peaks.isEmpty()) {
      return TreeHash.ofNothing();
    }
    TreeHash root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = TreeHash.node(peaks.get(i), root);
    }
    return root;
  }

  /** The root over these leaves, or over these roots of perfect subtrees of one size. */
  static TreeHash rootOf(List<TreeHash> leaves) {
    Frontier frontier = empty();
    leaves.forEach(frontier::add);
    return frontier.root();
  }
}
