package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records as the API server has just answered them to our own writes, while they are worked on:
 * what it said a moment ago need not be asked again. What a watch told is never among them, not
 * even of the same version.
 */
final class Answers {
  /** A read is as old as that too where the machine is busy. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Map<String, Given> given = new ConcurrentHashMap<>();

  private record Given(AccessRecord record, Instant at) {}

  void put(AccessRecord answer, Instant now) {
    given.put(name(answer), new Given(answer, now));
  }

  /** The record of this name as it was answered less than a second ago. */
  Optional<AccessRecord> of(AccessRecord record, Instant now) {
    return Optional.ofNullable(given.get(name(record)))
        .filter(answer -> Duration.between(answer.at(), now).abs().compareTo(MOMENT) < 0)
        .map(Given::record);
  }

  void remove(AccessRecord answer) {
    given.remove(name(answer));
  }

  private static String name(AccessRecord record) {
    return record.getMetadata().getName();
  }
}
