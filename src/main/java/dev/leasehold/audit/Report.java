package dev.leasehold.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a log says of the access in a period; the same entries give the same report.
 *
 * @param lives with the exceptional ones first, by what is worst in them, then in the order of the
 *     log
 * @param offboardings by time
 * @param orphans how many objects that belonged to no live record were removed
 */
public record Report(
    Source source,
    Period period,
    Optional<Instant> asOf,
    List<Life> lives,
    List<Offboarding> offboardings,
    long orphans) {
  public Report {
    lives = List.copyOf(lives);
    offboardings = List.copyOf(offboardings);
  }

  public static Report of(Source source, Period period, Population population) {
    return new Report(
        source,
        period,
        population.asOf(),
        population.lives().stream().sorted(Comparator.comparingInt(Report::rank)).toList(),
        population.offboardings(),
        population.orphans());
  }

  private static int rank(Life life) {
    return life.chain().deviations().stream()
        .findFirst()
        .map(Deviation::ordinal)
        .orElse(Deviation.values().length);
  }

  public long count(Predicate<Life> which) {
    return lives.stream().filter(which).count();
  }

  /** How many grants ended, or are to end, because their subject was offboarded then. */
  public long ended(Offboarding by) {
    return count(by::ended);
  }

  /** How many have it, for each kind, also those that none has. */
  public Map<Deviation, Long> deviations() {
    Map<Deviation, Long> counts = new EnumMap<>(Deviation.class);
    for (Deviation deviation : Deviation.values()) {
      counts.put(deviation, count(life -> life.has(deviation)));
    }
    return counts;
  }

  /** How many had come how far, also what none had come to. */
  public Map<State, Long> states() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state : State.values()) {
      counts.put(state, count(life -> life.state() == state));
    }
    return counts;
  }

  /** From the first offer to the latest approval before access was provided. */
  public Spread approvals() {
    return Spread.of(
        lives,
        life ->
            life.asking()
                .offeredAt()
                .flatMap(from -> life.approvedAt().map(at -> between(from, at))));
  }

  /** From the end that was due to the proof that nothing is left. */
  public Spread removals() {
    return Spread.of(
        lives,
        life ->
            life.due()
                .filter(_ -> life.state() == State.REMOVED)
                .flatMap(due -> life.ending().at().map(at -> between(due, at))));
  }

  /** What was approved or ended ahead of its time took no time. */
  private static Duration between(Instant from, Instant to) {
    Duration took = Duration.between(from, to);
    return took.isNegative() ? Duration.ZERO : took;
  }

  /** Access that had not ended, or was not proved to be gone, the oldest first. */
  public List<Life> standing() {
    return lives.stream()
        .filter(life -> life.state().isStanding())
        .sorted(Comparator.comparing(life -> life.access().since().orElse(Instant.MAX)))
        .toList();
  }

  /** The same, by how long it has been there, also what none is. */
  public Map<Age, Long> standingByAge() {
    Map<Age, Long> counts = new EnumMap<>(Age.class);
    for (Age age : Age.values()) {
      counts.put(age, 0L);
    }
    lives.forEach(life -> age(life).ifPresent(age -> counts.merge(Age.of(age), 1L, Long::sum)));
    return counts;
  }

  /** How long its access has been there, if it had not ended. */
  public Optional<Duration> age(Life life) {
    return life.access()
        .since()
        .filter(_ -> life.state().isStanding())
        .flatMap(since -> asOf.map(now -> between(since, now)));
  }
}
