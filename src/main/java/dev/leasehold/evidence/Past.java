package dev.leasehold.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * What the log says of before this process wrote to it, and the cluster may not know any more: it
 * may have been put back to before that. The log is read from its end to its beginning, so for a
 * while what lies further back is not known.
 */
public record Past(EndedRequests requests, Offboardings identities) {
  /** That of a log that is to be read. */
  public static Past unread() {
    return new Past(new EndedRequests(), new Offboardings());
  }

  /** That where there is no log: nothing, and nothing to wait for. */
  public static Past none() {
    return new Past(EndedRequests.none(), Offboardings.none());
  }

  /**
   * This process begins to write.
   *
   * @param size of the log when the cluster last heard of it; 0 if it never did
   */
  public void begin(Instant now, long size) {
    requests.begin(now);
    identities.begin(size);
  }

  /** What this process says itself it need not read. */
  void heard(Event event) {
    requests.heard(event);
    identities.heard(event);
  }

  /**
   * All entries from this index on were read.
   *
   * @param newest about when the first of them was written, if that is known
   */
  void reached(Optional<Instant> newest, long index) {
    newest.ifPresent(requests::reached);
    identities.reached(index);
  }

  /** All of the log was read. */
  void complete() {
    identities.complete();
    requests.complete();
  }
}
