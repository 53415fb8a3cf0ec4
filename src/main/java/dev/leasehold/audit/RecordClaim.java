package dev.leasehold.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one AccessRecord says; all of it is somebody's claim.
 *
 * @param name of the record
 * @param uid of its request
 * @param texts what its fields say; those that are absent are not in it
 * @param approvals who accepted it
 * @param entries of the evidence log to which it points
 * @param times when it came about
 * @param isPurged whether it stays to say that it was let go
 */
public record RecordClaim(
    String name,
    String uid,
    Map<RecordField, String> texts,
    List<Approver> approvals,
    List<Pointer> entries,
    Times times,
    boolean isPurged) {
  public RecordClaim {
    texts = Map.copyOf(texts);
    approvals = List.copyOf(approvals);
    entries = List.copyOf(entries);
  }

  /**
   * An entry to which a record points.
   *
   * @param index negative where it is no number
   * @param hash in hex
   */
  public record Pointer(long index, String hash) {}

  /**
   * Times that a record says.
   *
   * @param begun when it was made, or access began if that is later
   * @param newest the latest time at which it says that anything happened
   */
  public record Times(Optional<Instant> begun, Optional<Instant> newest) {}

  /** The same, as if nothing had happened later. */
  RecordClaim until(Instant end) {
    Times bounded = new Times(times.begun(), times.newest().map(at -> at.isAfter(end) ? end : at));
    return new RecordClaim(name, uid, texts, approvals, entries, bounded, isPurged);
  }

  /** Empty where it says nothing. */
  String text(RecordField field) {
    return texts.getOrDefault(field, "");
  }
}
