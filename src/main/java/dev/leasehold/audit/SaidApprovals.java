package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who accepted what was granted or refused, as far as a log tells it.
 *
 * @param settled those by which something came about
 * @param since when the latest of them did
 * @param pending those of the latest intent
 * @param all those and those of intents without outcome
 * @param isSaid whether these are all since the first entry that should name them; nothing before
 */
record SaidApprovals(
    Set<String> settled,
    Instant since,
    Set<String> pending,
    Set<String> all,
    Optional<Boolean> isSaid) {
  /** A record has no room for more than 64. */
  private static final int MAX = 200;

  static final SaidApprovals NONE =
      new SaidApprovals(Set.of(), Instant.MIN, Set.of(), Set.of(), Optional.empty());

  SaidApprovals {
    settled = Set.copyOf(settled);
    pending = Set.copyOf(pending);
    all = Set.copyOf(all);
  }

  /** One approval as a text, by which it is compared. */
  static String text(String approver, Optional<Instant> at) {
    return approver + " at " + at.map(SaidWindow::exact).map(Instant::toString).orElse("");
  }

  /** An intent; one that only replaces credentials names none. */
  SaidApprovals intended(Said said) {
    Set<String> now = new TreeSet<>();
    said.approvals().forEach(each -> now.add(text(each.name(), each.at())));
    Set<String> more = new TreeSet<>(all);
    more.addAll(now);
    boolean isKnown = isSaid.orElse(said.has("approvals")) && !said.isCut() && more.size() <= MAX;
    return new SaidApprovals(
        settled, since, now, more.size() <= MAX ? more : all, Optional.of(isKnown));
  }

  /** What was intended came about. */
  SaidApprovals provided(Instant at) {
    if (settled.containsAll(pending)) {
      return this;
    }
    Set<String> more = new TreeSet<>(settled);
    more.addAll(pending);
    return new SaidApprovals(more, at, Set.of(), all, isSaid);
  }
}
