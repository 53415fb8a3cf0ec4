package dev.leasehold.audit;

import dev.leasehold.evidence.TreeHash;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The hashes of entries, each with the number of its request, in little room. For one thread.
 *
 * <p>Entries come in the order of the log; later ones than the first 1,000,000 are not kept.
 */
final class EntryHashes {
  static final int MAX = 1_000_000;

  private static final int CHUNK = 4096;

  private final List<Chunk> chunks = new ArrayList<>();
  private int count;

  private static final class Chunk {
    private final long[] indexes = new long[CHUNK];
    private final int[] owners = new int[CHUNK];
    private final byte[] hashes = new byte[CHUNK * TreeHash.LENGTH];
  }

  /** An entry. */
  record Found(int owner, String hash) {}

  void add(long index, TreeHash leaf, int owner) {
    if (count == MAX) {
      return;
    }
    if (count % CHUNK == 0) {
      chunks.add(new Chunk());
    }
    Chunk last = chunks.getLast();
    int at = count % CHUNK;
    last.indexes[at] = index;
    last.owners[at] = owner;
    System.arraycopy(leaf.bytes(), 0, last.hashes, at * TreeHash.LENGTH, TreeHash.LENGTH);
    count++;
  }

  Optional<Found> find(long index) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = chunks.get(middle / CHUNK).indexes[middle % CHUNK];
      if (found == index) {
        return Optional.of(found(middle));
      }
      low = found < index ? middle + 1 : low;
      high = found < index ? high : middle - 1;
    }
    return Optional.empty();
  }

  private Found found(int position) {
    Chunk chunk = chunks.get(position / CHUNK);
    int at = position % CHUNK;
    int from = at * TreeHash.LENGTH;
    return new Found(
        chunk.owners[at], HexFormat.of().formatHex(chunk.hashes, from, from + TreeHash.LENGTH));
  }
}
