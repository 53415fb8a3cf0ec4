package dev.leasehold.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where the entries of a bundle and the tile of their hashes differ: which of the two the rest of
 * the tree bears out.
 *
 * @param before the tiles of all entries before
 * @param number of the bundle
 * @param count of entries that it should have
 */
record BundleTruth(LogSnapshot log, HashTiles before, long number, int count) {
  /**
   * The hashes that are right, as far as that can be known; none if there are too few of both.
   *
   * @param found of the entries
   * @param tile what the tile says; nothing if that is missing or malformed
   */
  List<TreeHash> of(List<TreeHash> found, Optional<List<TreeHash>> tile) throws IOException {
    if (found.size() == count && (tile.isEmpty() || isBorneOut(found))) {
      return found;
    }
    return tile.orElse(List.of());
  }

  private boolean isBorneOut(List<TreeHash> hashes) throws IOException {
    Checkpoint checkpoint = log.checkpoint();
    if (count < TilePath.FULL) {
      return before.rootWith(hashes).equals(checkpoint.root());
    }
    long bundles = checkpoint.size() / TilePath.FULL;
    long tile = number / TilePath.FULL;
    int width = (int) Math.min(TilePath.FULL, bundles - tile * TilePath.FULL);
    return TreeReader.hashes(log.read(TilePath.ofHashes(1, tile, width)), width)
        .map(above -> above.get((int) (number % TilePath.FULL)))
        .filter(Frontier.rootOf(hashes)::equals)
        .isPresent();
  }
}
