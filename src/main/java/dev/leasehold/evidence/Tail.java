package dev.leasehold.evidence;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The end of a log, in memory: the entries of its last bundle, and the hashes of its last tiles. It
 * grows by entries, and collects the files that they fill. For one thread.
 */
final class Tail {
  private final List<byte[]> bundle;
  private final HashTiles hashes;
  private final Map<TilePath, byte[]> filled = new LinkedHashMap<>();

  private Tail(List<byte[]> bundle, HashTiles hashes) {
    this.bundle = new ArrayList<>(bundle);
    this.hashes = hashes;
  }

  static Tail empty() {
    return new Tail(List.of(), HashTiles.empty());
  }

  /**
   * Of a log that is there.
   *
   * @param bundle the entries of its last bundle, if that is not full
   */
  static Tail of(List<byte[]> bundle, HashTiles hashes) {
    return new Tail(bundle, hashes);
  }

  long size() {
    return hashes.size();
  }

  TreeHash root() {
    return hashes.root();
  }

  /** Returns the entry's leaf hash. */
  TreeHash add(byte[] entry) {
    TreeHash leaf = TreeHash.leaf(entry);
    bundle.add(entry);
    if (bundle.size() == TilePath.FULL) {
      TilePath path = TilePath.ofEntries(size() / TilePath.FULL, TilePath.FULL);
      filled.put(path, Bundle.encode(bundle));
      bundle.clear();
    }
    hashes.add(leaf);
    return leaf;
  }

  /** The files that became full since the last call, entries before the hashes over them. */
  Map<TilePath, byte[]> takeFilled() {
    Map<TilePath, byte[]> taken = new LinkedHashMap<>(filled);
    filled.clear();
    taken.putAll(encoded(hashes.takeFilled()));
    return taken;
  }

  /** The files that are not full, entries first. */
  Map<TilePath, byte[]> partials() {
    Map<TilePath, byte[]> partials = new LinkedHashMap<>();
    if (!bundle.isEmpty()) {
      long number = size() / TilePath.FULL;
      partials.put(TilePath.ofEntries(number, bundle.size()), Bundle.encode(bundle));
    }
    partials.putAll(encoded(hashes.partials()));
    return partials;
  }

  /** The last full files before those. */
  Set<TilePath> lastFull() {
    Set<TilePath> full = hashes.lastFull();
    if (size() >= TilePath.FULL) {
      full.add(TilePath.ofEntries(size() / TilePath.FULL - 1, TilePath.FULL));
    }
    return full;
  }

  /** As files have them. */
  static Map<TilePath, byte[]> encoded(Map<TilePath, List<TreeHash>> tiles) {
    Map<TilePath, byte[]> files = new LinkedHashMap<>();
    tiles.forEach((path, tile) -> files.put(path, bytes(tile)));
    return files;
  }

  private static byte[] bytes(List<TreeHash> hashes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(hashes.size() * TreeHash.LENGTH);
    hashes.forEach(hash -> all.writeBytes(hash.bytes()));
    return all.toByteArray();
  }
}
