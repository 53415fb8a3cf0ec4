package dev.leasehold.audit;

import dev.leasehold.evidence.EntryReader;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Statement;
import dev.leasehold.evidence.TreeHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes lives of entries in one pass. What it has is worth what the verdict about the entries is.
 * For one use by one thread.
 */
public final class LifeReader implements EntryReader {
  /** Requests that are held at a time. */
  public static final int MAX_LIVES = 100_000;

  private final Period period;
  private final int limit;
  private final Words words = new Words();
  private final OffboardingReader identities = new OffboardingReader();
  private final Map<String, LifeDraft> drafts = new LinkedHashMap<>();
  private Optional<Instant> newest = Optional.empty();
  private boolean reachesEnd;
  private boolean exceeded;
  private long entries;
  private long orphans;

  public LifeReader(Period period) {
    this(period, MAX_LIVES);
  }

  LifeReader(Period period, int limit) {
    this.period = period;
    this.limit = limit;
  }

  @Override
  public void read(long index, TreeHash leaf, Statement statement) {
    Instant at = statement.at();
    if (!period.isBeforeEnd(index, at)) {
      reachesEnd |= period.until().filter(end -> !at.isBefore(end)).isPresent();
      return;
    }
    entries++;
    newest = newest.filter(at::isBefore).or(() -> Optional.of(at));
    take(index, statement);
  }

  private void take(long index, Statement statement) {
    Said said = new Said(statement.predicate());
    boolean isInPeriod = period.isAfterBeginning(index, statement.at());
    if (said.isOfIdentity()) {
      identities.take(statement.kind(), statement.at(), said, isInPeriod);
      return;
    }
    boolean isOrphan = statement.kind() == EventKind.ORPHAN_REMOVED;
    if (isOrphan && isInPeriod) {
      orphans += said.others() + 1;
    }
    LifeDraft draft = drafts.get(statement.uid());
    if (draft == null && isOrphan) {
      return;
    }
    if (draft == null) {
      if (drafts.size() == limit) {
        exceeded = true;
        return;
      }
      draft = new LifeDraft(said.request(), words);
      drafts.put(statement.uid(), draft);
    }
    draft.take(index, statement, isInPeriod);
    if (draft.isOver()) {
      drafts.remove(statement.uid());
    }
  }

  /** Whether there were too many requests at a time; then the population lacks some. */
  public boolean isExceeded() {
    return exceeded || identities.isExceeded();
  }

  /** All that was read; nothing is held afterwards. */
  public Population population() {
    Optional<Instant> asOf = period.until().filter(_ -> reachesEnd).or(() -> newest);
    List<Life> lives = new ArrayList<>(drafts.size());
    Iterator<LifeDraft> each = drafts.values().iterator();
    while (each.hasNext()) {
      LifeDraft draft = each.next();
      if (draft.isInPopulation()) {
        lives.add(draft.life(asOf.orElse(Instant.MIN)));
      }
      each.remove();
    }
    return new Population(lives, identities.all(), orphans, asOf, entries);
  }
}
