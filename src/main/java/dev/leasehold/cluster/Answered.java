package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.RecordReader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which requests were answered already, told by what they say: 64 bits for each record there is, so
 * that records need not be kept in memory. What is not among them was never answered; what is may
 * be another by chance, so the records themselves are read before anything is refused for it.
 */
public final class Answered {
  private static final Reason UNKNOWN =
      new Reason(ReasonCode.RECORDS_UNREAD, "the records of earlier requests are still being read");

  private final Duration patience;
  private final CountDownLatch complete = new CountDownLatch(1);
  private Hashes all = new Hashes();
  private @Nullable Hashes next;

  Answered() {
    // All records are read within seconds of the start.
    this(Duration.ofSeconds(10));
  }

  Answered(Duration patience) {
    this.patience = patience;
  }

  /** From now on everything is added that there is; what is not will be forgotten. */
  public synchronized void begin() {
    next = new Hashes();
  }

  /** Notes what the record answers for. */
  public void add(AccessRecord record) {
    RecordedRequest request = record.getSpec().request();
    add(hash(request.namespace(), request.name(), request.requestId(), request.specDigest()));
  }

  /** All was added that there is. */
  public synchronized void complete() {
    if (next != null) {
      all = next;
      next = null;
      complete.countDown();
    }
  }

  /** Whether some record may answer for such a request; waits until all were added once. */
  public boolean mayHave(AccessRequest request, String specDigest) {
    awaitComplete();
    return has(
        hash(
            request.getMetadata().getNamespace(),
            request.getMetadata().getName(),
            request.getSpec().requestId(),
            specDigest));
  }

  /** Whether the record answers for what this request says, though it is another request's. */
  static boolean same(AccessRecord record, AccessRequest request, String specDigest) {
    RecordedRequest answered = record.getSpec().request();
    return RecordReader.answers(record)
        && !answered.uid().equals(request.getMetadata().getUid())
        && answered.namespace().equals(request.getMetadata().getNamespace())
        && answered.name().equals(request.getMetadata().getName())
        && answered.requestId().equals(request.getSpec().requestId())
        && answered.specDigest().equals(specDigest);
  }

  private void awaitComplete() {
    try {
      if (!complete.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unavailable(UNKNOWN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(UNKNOWN);
    }
  }

  private synchronized boolean has(long hash) {
    return all.has(hash);
  }

  private synchronized void add(long hash) {
    all.add(hash);
    if (next != null) {
      next.add(hash);
    }
  }

  /** FNV-1a, mixed once more, since places are told by the lowest bits alone; never 0. */
  private static long hash(String namespace, String name, String requestId, String digest) {
    long hash = 0xcbf29ce484222325L;
    String text = String.join("/", namespace, name, requestId, digest);
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash == 0 ? 1 : hash;
  }
}
