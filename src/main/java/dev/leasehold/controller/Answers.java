package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records as the API server has just answered them to our own writes, while they are worked on:
 * what it said a moment ago need not be asked again. What a watch told is never among them.
 */
final class Answers {
  /** A read is as old as that too where the machine is busy. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Map<Version, Instant> given = new ConcurrentHashMap<>();

  private record Version(String uid, String resourceVersion) {
    private static Version of(AccessRecord record) {
      return new Version(record.getMetadata().getUid(), record.getMetadata().getResourceVersion());
    }
  }

  void put(AccessRecord answer, Instant now) {
    given.put(Version.of(answer), now);
  }

  /** Whether this very version was answered less than a second ago. */
  boolean has(AccessRecord record, Instant now) {
    Instant at = given.get(Version.of(record));
    return at != null && Duration.between(at, now).abs().compareTo(MOMENT) < 0;
  }

  void remove(AccessRecord answer) {
    given.remove(Version.of(answer));
  }
}
