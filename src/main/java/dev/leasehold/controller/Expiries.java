package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Windows that this process has once seen as ended. An expiry is not written down before access is
 * cut, so a clock that goes back meanwhile would have what was cut repaired.
 */
final class Expiries {
  private final Map<String, Instant> ended = new ConcurrentHashMap<>();

  /** What time it is for the record: never before an end of its window that was reached once. */
  Instant now(AccessRecord record, Instant clock) {
    String name = record.getMetadata().getName();
    if (RecordReader.standing(record) == Standing.CLOSED) {
      forget(name);
      return clock;
    }
    Instant end = RecordReader.window(record).end();
    if (clock.isBefore(end)) {
      return end.equals(ended.get(name)) ? end : clock;
    }
    ended.put(name, end);
    return clock;
  }

  /** The record is closed or gone. */
  void forget(String name) {
    ended.remove(name);
  }

  /** How many are remembered. */
  int size() {
    return ended.size();
  }
}
