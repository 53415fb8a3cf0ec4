package dev.leasehold.cluster;

/** A set of 64-bit values that takes 16 to 32 bytes for each; not for several threads. */
final class Hashes {
  private long[] slots = new long[1024];
  private int size;

  boolean has(long hash) {
    return slots[slot(slots, hash)] == hash;
  }

  /** Adds it; 0, which marks a free place, cannot be. */
  void add(long hash) {
    int slot = slot(slots, hash);
    if (slots[slot] == hash) {
      return;
    }
    slots[slot] = hash;
    size++;
    if (size * 2 > slots.length) {
      widen();
    }
  }

  int size() {
    return size;
  }

  private void widen() {
    long[] wider = new long[slots.length * 2];
    for (long one : slots) {
      if (one != 0) {
        wider[slot(wider, one)] = one;
      }
    }
    slots = wider;
  }

  /** Where it is, or the free place where it belongs. */
  private static int slot(long[] slots, long hash) {
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}
