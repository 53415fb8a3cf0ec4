package dev.leasehold.evidence;

import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whom the log says to be offboarded, whatever the cluster says: it may have been put back to
 * before that. Of each identity the latest offboarding and reinstatement count by their times, as
 * what a process left unsaid comes into the log later.
 */
public final class Offboardings {
  /** Identities that are remembered, in 25 MB at most; the newest in the log. */
  static final int MOST = 16_384;

  private final Map<Subject, IdentityWord> words = new HashMap<>();

  /** Of whom it was read, and nobody said yet that the cluster knows of it. */
  private final Set<Subject> unsettled = new HashSet<>();

  private long told;
  private boolean isKnown;
  private boolean isRead;
  private boolean isExceeded;
  private Consumer<Subject> listener = identity -> {};

  /** Those where there is no log: none, and nothing to wait for. */
  static Offboardings none() {
    Offboardings none = new Offboardings();
    none.complete();
    return none;
  }

  /**
   * This process begins to write.
   *
   * @param size of the log when the cluster last heard of it: what is before that, the cluster had
   *     when it was told so, also if it was put back since
   */
  synchronized void begin(long size) {
    told = size;
  }

  /** Hands over whom the log says to be offboarded, as soon as that is known; never in vain. */
  public void listen(Consumer<Subject> heard) {
    List<Subject> before = new ArrayList<>();
    synchronized (this) {
      listener = heard;
      words.forEach((identity, word) -> word.freeze().ifPresent(_ -> before.add(identity)));
    }
    before.forEach(heard);
  }

  /** That the identity is offboarded, as far as the log was read; what it says is on record. */
  public synchronized Optional<Freeze> of(Subject identity) {
    return Optional.ofNullable(words.get(identity)).flatMap(IdentityWord::freeze);
  }

  /**
   * Whether everybody is known who is offboarded and of whom the cluster may not know. Until then
   * nobody may be granted anything.
   */
  public synchronized boolean isKnown() {
    return isKnown;
  }

  /**
   * The cluster knows of this offboarding, or of a later one; if the log said more of the identity
   * meanwhile, that is still to be looked at.
   *
   * @param said {@link #of} before that was seen
   */
  public synchronized void settled(Subject identity, Optional<Freeze> said) {
    if (of(identity).equals(said)) {
      unsettled.remove(identity);
    }
  }

  /** Whether everybody is known, and the cluster knows of each: what the log says it has. */
  public synchronized boolean isInCluster() {
    return isKnown && unsettled.isEmpty();
  }

  /**
   * Whether all that it says was read, and nobody was left out: what it does not say is missing.
   */
  public synchronized boolean isWhole() {
    return isRead && !isExceeded;
  }

  /** Whether it says that the identity was offboarded then, to the second, or later. */
  public synchronized boolean saysOffboarded(Subject identity, Instant at) {
    return Optional.ofNullable(words.get(identity))
        .flatMap(IdentityWord::frozen)
        .filter(it -> reaches(IdentityWord.since(it), at))
        .isPresent();
  }

  /** The same of a reinstatement. */
  public synchronized boolean saysReinstated(Subject identity, Instant at) {
    return Optional.ofNullable(words.get(identity))
        .flatMap(IdentityWord::lifted)
        .filter(said -> reaches(said, at))
        .isPresent();
  }

  private static boolean reaches(Instant said, Instant at) {
    return !said.isBefore(at.truncatedTo(ChronoUnit.SECONDS));
  }

  /** What this process says itself it need not read. */
  void heard(Event event) {
    if (Freeze.isRef(event.request())) {
      Map<String, Object> facts = event.facts().values();
      Object why = facts.get("reason") instanceof Map<?, ?> r ? r.get("message") : null;
      take(
          event.kind(),
          new Freeze(
              new Subject(event.request().namespace(), event.request().name()),
              String.valueOf(facts.getOrDefault("actor", "")),
              why == null ? "" : why.toString(),
              Optional.of(event.at())),
          false);
    }
  }

  /** What an entry says of an identity; of anything else nothing is taken. */
  public void take(EventKind kind, Freeze said) {
    take(kind, said, true);
  }

  private void take(EventKind kind, Freeze said, boolean isRead) {
    switch (kind) {
      case OFFBOARDED ->
          take(said.identity(), new IdentityWord(Optional.of(said), Optional.empty()), isRead);
      case REINSTATED, PURGED ->
          take(said.identity(), new IdentityWord(Optional.empty(), said.since()), isRead);
      case OFFERED,
          REFUSED,
          DENIED,
          WITHDRAWN,
          PROVISION_INTENDED,
          PROVISIONED,
          PROVISION_FAILED,
          REVOKE_INTENDED,
          REVOKED,
          FORGOTTEN,
          REVIEWED,
          REVOKED_AGAIN,
          ORPHAN_REMOVED -> {}
    }
  }

  private void take(Subject identity, IdentityWord said, boolean isRead) {
    Consumer<Subject> told;
    synchronized (this) {
      if (words.size() == MOST && !words.containsKey(identity)) {
        isExceeded = true;
        return;
      }
      if (words.merge(identity, said, IdentityWord::and).freeze().isEmpty()) {
        unsettled.remove(identity);
        return;
      }
      if (isRead) {
        unsettled.add(identity);
      }
      told = listener;
    }
    told.accept(identity);
  }

  /** All entries from this index on were read. */
  synchronized void reached(long index) {
    isKnown |= index <= told;
  }

  /** All of the log was read. */
  synchronized void complete() {
    isKnown = true;
    isRead = true;
  }
}
