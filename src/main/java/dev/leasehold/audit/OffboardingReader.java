package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads who was offboarded, entry by entry. What a crash made an operator say twice, or late,
 * changes nothing. For one use by one thread.
 */
final class OffboardingReader {
  /** Offboardings that are held. */
  static final int MAX = 20_000;

  private final Map<String, Identity> identities = new HashMap<>();
  private int held;
  private boolean exceeded;

  /** What is known of one identity: its offboardings in the order of the log. */
  private static final class Identity {
    private final List<Row> rows = new ArrayList<>(1);
    private Optional<Instant> lifted = Optional.empty();
    private String liftedBy = "";
  }

  private record Row(Offboarding offboarding, boolean isInPeriod) {}

  /**
   * The next entry about an identity.
   *
   * @param isInPeriod whether it is after the beginning of what is looked at
   */
  void take(EventKind kind, Instant at, Said said, boolean isInPeriod) {
    Identity identity = identities.computeIfAbsent(said.text("subject"), _ -> new Identity());
    if (kind == EventKind.OFFBOARDED) {
      offboarded(identity, at, said, isInPeriod);
    } else if (kind == EventKind.REINSTATED) {
      lifted(identity, at, said.text("actor"), isInPeriod);
    }
  }

  private void offboarded(Identity identity, Instant at, Said said, boolean isInPeriod) {
    if (identity.rows.stream().anyMatch(row -> isSame(row.offboarding().at(), at))) {
      return;
    }
    if (held == MAX) {
      exceeded = true;
      return;
    }
    held++;
    Offboarding row =
        new Offboarding(
            said.text("subject"),
            identity.lifted.filter(before -> before.isBefore(at)),
            at,
            said.text("actor"),
            said.message(),
            identity.lifted.filter(since -> !since.isBefore(at)),
            identity.liftedBy);
    identity.rows.add(new Row(row, isInPeriod));
  }

  /** Records have seconds, and what is taken from them has too. */
  private static boolean isSame(Instant one, Instant other) {
    return one.truncatedTo(ChronoUnit.SECONDS).equals(other.truncatedTo(ChronoUnit.SECONDS));
  }

  private static void lifted(Identity identity, Instant at, String by, boolean isInPeriod) {
    identity.lifted = Optional.of(at);
    identity.liftedBy = by;
    identity.rows.replaceAll(
        row ->
            row.offboarding().lifted().isPresent()
                ? row
                : new Row(row.offboarding().lifted(at, by), row.isInPeriod() || isInPeriod));
  }

  /** Whether there were too many; then some are lacking. */
  boolean isExceeded() {
    return exceeded;
  }

  /** Those with an entry in the period, and those that had not been lifted before it. */
  List<Offboarding> all() {
    return identities.values().stream()
        .flatMap(identity -> identity.rows.stream())
        .filter(row -> row.isInPeriod() || row.offboarding().lifted().isEmpty())
        .map(Row::offboarding)
        .sorted(Comparator.comparing(Offboarding::at).thenComparing(Offboarding::subject))
        .toList();
  }
}
