package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.ReasonCode;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes to records what their requests should show.
 *
 * @param changed is told of every such change
 */
record Telling(Store store, Consumer<AccessRecord> changed) {
  private static final Logger LOG = Logger.getLogger(Telling.class);

  /** What is over by the next look, and nobody can do anything about. */
  private static final Set<ReasonCode> PASSING =
      Set.of(ReasonCode.OVERTAKEN, ReasonCode.WINDOW_ENDED);

  AccessRecord write(AccessRecord record, AccessRecordStatus status) {
    AccessRecord after = store.write(record, status);
    changed.accept(after);
    return after;
  }

  /** Writes it unless the record says so already. */
  void say(AccessRecord record, AccessRecordStatus status) {
    if (!status.equals(record.getStatus())) {
      AccessRecord _ = write(record, status);
    }
  }

  /** Whoever uses a grant sees what is in the way, if that can be written. */
  void inTheWay(AccessRecord record, Unavailable failure, AccessRecordStatus status) {
    if (!PASSING.contains(failure.reason().code()) && !status.equals(record.getStatus())) {
      attempt(record, status);
    }
  }

  /** Writes it if that can be done; what it tells of is tried again in any case. */
  void attempt(AccessRecord record, AccessRecordStatus status) {
    try {
      AccessRecord _ = write(record, status);
    } catch (Unavailable e) {
      LOG.debugf("record=%s reason=%s", record.getMetadata().getName(), e.reason().code());
    }
  }
}
