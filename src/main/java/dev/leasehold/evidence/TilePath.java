package dev.leasehold.evidence;

import java.util.Locale;

/**
 * Where a tile of hashes or a bundle of entries lies below the log's directory, by C2SP tlog-tiles.
 *
 * @param kind a level of the tree, or {@code entries}
 * @param number of the tile within its level, from 0
 * @param width how many of its 256 places are taken, from 1 to 256
 */
record TilePath(String kind, long number, int width) {
  /** How many hashes or entries a full one has. */
  static final int FULL = 256;

  /** The logarithm of that: by how many levels of the tree two levels of tiles differ. */
  static final int HEIGHT = 8;

  private static final String ENTRIES = "entries";
  private static final int THOUSAND = 1000;

  TilePath {
    if (number < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + number + " of width " + width);
    }
  }

  static TilePath ofHashes(int level, long number, int width) {
    return new TilePath(Integer.toString(level), number, width);
  }

  static TilePath ofEntries(long number, int width) {
    return new TilePath(ENTRIES, number, width);
  }

  boolean isFull() {
    return width == FULL;
  }

  boolean isOfEntries() {
    return kind.equals(ENTRIES);
  }

  /** Relative to the log's directory. */
  String path() {
    return isFull() ? base() : partials() + "/" + width;
  }

  /** The directory of the partial ones with this number. */
  String partials() {
    return base() + ".p";
  }

  private String base() {
    StringBuilder digits = new StringBuilder(digits(number));
    for (long rest = number / THOUSAND; rest > 0; rest /= THOUSAND) {
      digits.insert(0, "x" + digits(rest) + "/");
    }
    return "tile/" + kind + "/" + digits;
  }

  private static String digits(long number) {
    return String.format(Locale.ROOT, "%03d", number % THOUSAND);
  }
}
