package dev.leasehold.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The requests of which the log says that they came to their end, whatever the cluster says of
 * them: it may have been put back to before that. The log is read from its end to its beginning, so
 * for a while what lies further back is not known.
 */
public final class EndedRequests {
  /** So many are remembered, in 16 MB; the newest, since the log is read from its end. */
  static final int MOST = 1 << 20;

  private static final int FIRST = 1 << 10;

  private final CompletableFuture<Void> read = new CompletableFuture<>();
  private volatile Instant since = Instant.MAX;

  /** Open addressing; 0 is nobody. In a million the chance that two are taken for one is 1e-7. */
  private long[] keys = new long[FIRST];

  private int size;

  /** Those where there is no log: none, and nothing to wait for. */
  static EndedRequests none() {
    EndedRequests none = new EndedRequests();
    none.complete();
    return none;
  }

  /** This process begins to write: it knows all that is said of what is created later. */
  void begin(Instant now) {
    reached(now);
  }

  /** Whether the log says so of the request of this UID. */
  public synchronized boolean contains(String uid) {
    return keys[place(key(uid))] != 0;
  }

  /** Whether all that the log says of a request that was created at that time is known. */
  public boolean covers(Instant created) {
    return read.isDone() || created.isAfter(since);
  }

  /**
   * All that the log says of requests that were created later is known; {@link Instant#MIN} once
   * all of it was read.
   */
  public Instant since() {
    return since;
  }

  /** Runs it once all of the log was read; at once if it was. */
  public void whenRead(Runnable then) {
    CompletableFuture<Void> _ = read.thenRun(then);
  }

  /** What this process ends itself it need not read. Of refusals the cluster has the record. */
  void heard(Event event) {
    if (event.kind() == EventKind.REVOKED || event.kind() == EventKind.FORGOTTEN) {
      add(event.request().uid());
    }
  }

  synchronized void add(String uid) {
    long key = key(uid);
    int place = place(key);
    if (keys[place] == 0 && size < MOST) {
      keys[place] = key;
      size++;
      if (size * 2 > keys.length) {
        grow();
      }
    }
  }

  /** All about requests that were created later is known. */
  synchronized void reached(Instant time) {
    if (time.isBefore(since)) {
      since = time;
    }
  }

  /** All of the log was read. */
  void complete() {
    reached(Instant.MIN);
    boolean _ = read.complete(null);
  }

  private void grow() {
    long[] before = keys;
    keys = new long[before.length * 2];
    for (long key : before) {
      if (key != 0) {
        keys[place(key)] = key;
      }
    }
  }

  /** Where it is, or would be. */
  private int place(long key) {
    int at = (int) key & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private static long key(String uid) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(uid.getBytes(StandardCharsets.UTF_8));
      return Math.max(1, ByteBuffer.wrap(digest).getLong() >>> 1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
