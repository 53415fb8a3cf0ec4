package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.RequestReader;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many requests are open, that is neither granted nor ended: all of them are in memory.
 * As long as there is room nobody is refused; then whoever has many open in a namespace gets no
 * more there, and everybody else goes on.
 */
public final class Crowd {
  /** How many of one requester in one namespace are taken whatever others have. */
  static final int SHARE = 100;

  /** What one takes with what waits for its turn; measured, see decision 0093. */
  private static final long BYTES_EACH = 10_000;

  /** A quarter of the heap; another is what the process itself takes. */
  private static final long PART = 4;

  /** Requests that may come between two counts: to count is to go through all of them. */
  private static final int UNCOUNTED = 50;

  private final Caches caches;
  private final long most;
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean full;

  /** With as much room as this process has for them. */
  public Crowd(Caches caches) {
    this(caches, room());
  }

  /**
   * The same.
   *
   * @param most how many there is room for
   */
  public Crowd(Caches caches, long most) {
    this.caches = caches;
    this.most = most;
  }

  /** How many this process has room for. */
  static long room() {
    return Runtime.getRuntime().maxMemory() / PART / BYTES_EACH;
  }

  /** Why there is no room for this request; only for one that nobody was answered yet. */
  public Optional<Reason> over(AccessRequest request) {
    if (RequestReader.isAnswered(request) || RequestReader.isTerminating(request) || !full()) {
      return Optional.empty();
    }
    // The earliest stay, also where all of them are seen at once, as after a restart.
    long earlier =
        caches.requestsBy(Caches.OPEN, caches.openBy(request)).stream()
            .filter(other -> CachedView.earlier(other, request))
            .limit(SHARE)
            .count();
    return earlier < SHARE ? Optional.empty() : Optional.of(reason(request));
  }

  private boolean full() {
    if (looks.getAndIncrement() % UNCOUNTED == 0) {
      full = caches.open() > most;
    }
    return full;
  }

  private Reason reason(AccessRequest request) {
    return new Reason(
        ReasonCode.TOO_MANY_OPEN,
        ("%d requests by %s in namespace %s are undecided, and the operator has no room for more;"
                + " delete this one and ask again when there are fewer")
            .formatted(
                SHARE,
                RequestReader.askers(request, caches.persons()).applier(),
                request.getMetadata().getNamespace()));
  }
}
