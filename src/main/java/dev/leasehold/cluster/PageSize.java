package dev.leasehold.cluster;

/**
 * How many objects are asked for at once where the client keeps a page whole: as bytes, as the same
 * bytes in one piece, and as objects. What people may write into one of them is bounded, and by
 * that a page is too, at a sixteenth of the heap.
 */
public final class PageSize {
  /** Metadata of a request takes 384 KiB at most (decision 0060), and what it asks little more. */
  private static final long REQUEST = 400 << 10;

  /** Metadata of a record takes 128 KiB at most, and what it records up to some 50 (0065). */
  private static final long RECORD = 192 << 10;

  private static final long PART = 16;
  private static final long MOST = 100;
  private static final long LEAST = 4;

  private PageSize() {}

  /** Of AccessRequests. */
  public static long requests() {
    return of(REQUEST, Runtime.getRuntime().maxMemory());
  }

  /** Of AccessRecords. */
  public static long records() {
    return of(RECORD, Runtime.getRuntime().maxMemory());
  }

  static long of(long bytesEach, long heap) {
    return Math.clamp(heap / PART / bytesEach, LEAST, MOST);
  }
}
