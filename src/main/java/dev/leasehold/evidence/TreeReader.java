package dev.leasehold.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads hashes of the tree, and proofs, from a log's tiles. For one thread. */
final class TreeReader {
  /** Tiles in memory, of 8 KiB each. */
  private static final int CACHED = 64;

  private final LogFiles files;
  private final long size;
  private final Map<TilePath, byte[]> instead;

  private final Map<TilePath, List<TreeHash>> cache = new LatestUsed<>(CACHED);

  /**
   * Reads the tiles of a tree.
   *
   * @param size of the tree, which says how wide the last tile of each level is
   * @param instead tiles that are taken from here, and not from the files
   */
  TreeReader(LogFiles files, long size, Map<TilePath, byte[]> instead) {
    this.files = files;
    this.size = size;
    this.instead = Map.copyOf(instead);
  }

  /**
   * The root of the tree when it had that size.
   *
   * @throws IOException if a tile cannot be read, is missing, or is malformed
   */
  TreeHash root(long then) throws IOException {
    return then == 0 ? TreeHash.ofNothing() : range(0, then);
  }

  /** The hash over a full tile, at level 0 over 256 entries. */
  TreeHash overFullTile(int level, long number) throws IOException {
    return Frontier.rootOf(tile(TilePath.ofHashes(level, number, TilePath.FULL)));
  }

  /**
   * That an entry is in the tree, by RFC 6962, section 2.1.1: from the leaf's sibling upwards.
   *
   * @param then the tree's size that it is proved for
   */
  List<TreeHash> inclusion(long index, long then) throws IOException {
    List<TreeHash> proof = new ArrayList<>();
    long from = 0;
    long to = then;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        proof.add(range(middle, to));
        to = middle;
      } else {
        proof.add(range(from, middle));
        from = middle;
      }
    }
    return proof.reversed();
  }

  /**
   * That the tree of one size begins with the tree of a smaller one, by RFC 6962, section 2.1.2.
   *
   * @param before the smaller size, above 0
   */
  List<TreeHash> consistency(long before, long then) throws IOException {
    List<TreeHash> proof = new ArrayList<>();
    long from = 0;
    long to = then;
    while (before != to) {
      long middle = from + split(to - from);
      if (before <= middle) {
        proof.add(range(middle, to));
        to = middle;
      } else {
        proof.add(range(from, middle));
        from = middle;
      }
    }
    if (from > 0) {
      proof.add(range(from, to));
    }
    return proof.reversed();
  }

  /** The hash over the entries in between; their number below must be as in a tree of its own. */
  private TreeHash range(long from, long to) throws IOException {
    long width = to - from;
    if (Long.bitCount(width) == 1) {
      return subtree(Long.numberOfTrailingZeros(width), from / width);
    }
    long middle = from + split(width);
    return TreeHash.node(range(from, middle), range(middle, to));
  }

  /** The largest power of two below. */
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  private TreeHash subtree(int height, long index) throws IOException {
    int level = height / TilePath.HEIGHT;
    int rest = height % TilePath.HEIGHT;
    long first = index << rest;
    long number = first / TilePath.FULL;
    long there = size >> (level * TilePath.HEIGHT);
    int width = (int) Math.min(TilePath.FULL, there - number * TilePath.FULL);
    List<TreeHash> hashes = tile(TilePath.ofHashes(level, number, width));
    int from = (int) (first % TilePath.FULL);
    return Frontier.rootOf(hashes.subList(from, from + (1 << rest)));
  }

  private List<TreeHash> tile(TilePath path) throws IOException {
    List<TreeHash> cached = cache.get(path);
    if (cached == null) {
      cached =
          hashes(read(path), path.width())
              .orElseThrow(() -> new UnsoundLog(path.path() + " is missing or malformed"));
      cache.put(path, cached);
    }
    return cached;
  }

  private Optional<byte[]> read(TilePath path) throws IOException {
    byte[] given = instead.get(path);
    return given == null ? files.read(path) : Optional.of(given);
  }

  /** The hashes in a tile; nothing if they are not so many. */
  static Optional<List<TreeHash>> hashes(Optional<byte[]> tile, int width) {
    return tile.filter(bytes -> bytes.length == width * TreeHash.LENGTH)
        .map(
            bytes -> {
              List<TreeHash> hashes = new ArrayList<>(width);
              for (int at = 0; at < bytes.length; at += TreeHash.LENGTH) {
                hashes.add(TreeHash.of(Arrays.copyOfRange(bytes, at, at + TreeHash.LENGTH)));
              }
              return hashes;
            });
  }
}
