package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Stamp;
import dev.leasehold.sweep.Sweep;
import java.util.List;
import java.util.Optional;

/**
 * Tells people and machines of what they should notice: events, metrics, the log. Nobody waits for
 * it and nothing fails by it.
 */
public interface Notices {
  /** The request's history has a new entry, and that is written down. */
  void happened(AccessRequest request, HistoryEntry entry);

  /** The request stands as this now, and that is written down. */
  default void written(AccessRequest request) {}

  /** The record stands as this now, and that is written down. */
  default void written(AccessRecord record) {}

  /** It was tried to hand out what was granted; the record says whether it is usable now. */
  default void provided(AccessRecord record, Optional<AccessRequest> request) {}

  /** The sweep found so many things that nobody had dealt with yet. */
  default void swept(Sweep.Finding what, int times) {}

  void activationFailed(AccessRecord record, Reason reason);

  void externallyModified(AccessRecord record, Reason reason);

  void revocationFailed(AccessRecord record, Reason reason);

  /** Access was given by the emergency rule. */
  void emergency(AccessRecord record);

  /** Nobody reviewed it in time, and it goes on. */
  void reviewOverdue(AccessRecord record);

  /** An identity was shut out; the record is that of its offboarding. */
  void offboarded(AccessRecord record);

  /** It was let in again. */
  void reinstated(AccessRecord record);

  /** Two people had a record of a refusal removed before its time. */
  void purged(AccessRecord record, List<Stamp> people);

  void ended(AccessRecord record, EndCause cause);
}
