package dev.leasehold.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hashes of the last tile of each level, in memory. They grow by leaves, and give the tiles
 * that become full. For one thread.
 */
final class HashTiles {
  private final List<List<TreeHash>> levels = new ArrayList<>();
  private final Map<TilePath, List<TreeHash>> filled = new LinkedHashMap<>();
  private final Frontier frontier;

  private HashTiles(Frontier frontier) {
    this.frontier = frontier;
  }

  static HashTiles empty() {
    return new HashTiles(Frontier.empty());
  }

  /**
   * Of a tree that is there.
   *
   * @param levels the hashes of the last tile of each level, if that is not full
   */
  static HashTiles of(List<List<TreeHash>> levels, long size) {
    List<TreeHash> peaks = new ArrayList<>();
    levels.reversed().forEach(level -> peaks.addAll(peaks(level)));
    HashTiles tiles = new HashTiles(Frontier.of(peaks, size));
    levels.forEach(level -> tiles.levels.add(new ArrayList<>(level)));
    return tiles;
  }

  private static List<TreeHash> peaks(List<TreeHash> hashes) {
    List<TreeHash> peaks = new ArrayList<>();
    int from = 0;
    for (int bit = TilePath.FULL / 2; bit > 0; bit /= 2) {
      if ((hashes.size() & bit) != 0) {
        peaks.add(Frontier.rootOf(hashes.subList(from, from + bit)));
        from += bit;
      }
    }
    return peaks;
  }

  long size() {
    return frontier.size();
  }

  TreeHash root() {
    return frontier.root();
  }

  /** The root if these leaves followed. */
  TreeHash rootWith(List<TreeHash> leaves) {
    Frontier then = frontier.copy();
    leaves.forEach(then::add);
    return then.root();
  }

  void add(TreeHash leaf) {
    frontier.add(leaf);
    add(0, leaf);
  }

  private void add(int level, TreeHash hash) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<TreeHash> tile = levels.get(level);
    tile.add(hash);
    if (tile.size() == TilePath.FULL) {
      long number = (size() >> ((level + 1) * TilePath.HEIGHT)) - 1;
      filled.put(TilePath.ofHashes(level, number, TilePath.FULL), List.copyOf(tile));
      TreeHash above = Frontier.rootOf(tile);
      tile.clear();
      add(level + 1, above);
    }
  }

  /** The tiles that became full since the last call, lower ones first. */
  Map<TilePath, List<TreeHash>> takeFilled() {
    Map<TilePath, List<TreeHash>> taken = new LinkedHashMap<>(filled);
    filled.clear();
    return taken;
  }

  /** The tiles that are not full. */
  Map<TilePath, List<TreeHash>> partials() {
    Map<TilePath, List<TreeHash>> partials = new LinkedHashMap<>();
    for (int level = 0; level < levels.size(); level++) {
      List<TreeHash> tile = levels.get(level);
      if (!tile.isEmpty()) {
        long number = size() >> ((level + 1) * TilePath.HEIGHT);
        partials.put(TilePath.ofHashes(level, number, tile.size()), List.copyOf(tile));
      }
    }
    return partials;
  }

  /** The last full tiles before those. */
  Set<TilePath> lastFull() {
    Set<TilePath> full = new HashSet<>();
    for (int level = 0; level < levels.size(); level++) {
      long number = size() >> ((level + 1) * TilePath.HEIGHT);
      if (number > 0) {
        full.add(TilePath.ofHashes(level, number - 1, TilePath.FULL));
      }
    }
    return full;
  }
}
