package dev.leasehold.guard;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The time in which the guard was never seen failing. What was stamped in another one does not
 * count: it may have been stamped while the guard was off. Used by one thread.
 *
 * <p>Within and across epochs it is remembered since when the very same policies are there, or
 * others with nothing in between, without having been seen failing: only what was created before
 * may have been created without them.
 */
public final class Epoch {
  private static final Logger LOG = Logger.getLogger(Epoch.class);

  /** In the place of an epoch that is over. */
  private static final String NONE = "-";

  /** The same, where the guard was seen failing. */
  private static final String FAILED = "!";

  private static final int WORDS = 3;

  private final EpochNote note;
  private final Supplier<String> random;
  private Optional<Noted> current = Optional.empty();
  private Optional<Noted> over = Optional.empty();
  private boolean goesOn;
  private boolean failed;
  private boolean ended;

  public Epoch(EpochNote note, Supplier<String> random) {
    this.note = note;
    this.random = random;
  }

  /**
   * One epoch.
   *
   * @param policies those that were proved, without the kinds
   * @param since when they have been there, as far as that is known
   */
  record Noted(String epoch, String policies, Instant since) {
    /** As a line; of an earlier version there is nothing but the epoch. */
    private static Noted of(String line) {
      String[] words = line.split(" ", -1);
      return words.length == WORDS
          ? new Noted(words[0], words[1], Instant.parse(words[2]))
          : new Noted(words[0], "", Instant.EPOCH);
    }

    private Noted over() {
      return new Noted(NONE, policies, since);
    }

    private String line() {
      return epoch + " " + policies + " " + since;
    }
  }

  /** Another process has watched until now, so the epoch that it noted may be taken up. */
  void goesOn() {
    goesOn = true;
  }

  /** The guard was proved now. Throws if a new epoch cannot be noted: then there is none. */
  Noted proved(Fingerprint policies, Instant now) {
    if (current.filter(c -> same(policies, c)).isEmpty()) {
      Optional<Noted> before = current.or(() -> over).or(this::noted);
      Noted next = next(policies, before, now);
      note.write(next.line());
      current = Optional.of(next);
    }
    failed = false;
    ended = false;
    return current.orElseThrow();
  }

  private Optional<Noted> noted() {
    Optional<Noted> noted = note.noted().map(Noted::of);
    failed |= noted.filter(n -> n.epoch().equals(FAILED)).isPresent();
    return noted.filter(n -> !n.epoch().equals(FAILED));
  }

  private String epoch(Optional<Noted> before) {
    return before
        .filter(b -> (goesOn || current.isPresent()) && !b.epoch().equals(NONE))
        .map(Noted::epoch)
        .orElseGet(
            () -> {
              LOG.info("a new epoch of the guard begins; what was approved before does not count");
              return random.get();
            });
  }

  private static boolean same(Fingerprint policies, Noted noted) {
    return policies.policies().equals(noted.policies());
  }

  private Noted next(Fingerprint policies, Optional<Noted> before, Instant now) {
    Instant since =
        failed
            ? now
            : before
                .filter(b -> same(policies, b) || policies.follows(b.policies()))
                .map(Noted::since)
                .or(policies::unchangedSince)
                .orElse(now);
    return new Noted(epoch(before), policies.policies(), since);
  }

  /**
   * The guard was not proved.
   *
   * @param seen whether it was seen failing; else nobody could try it
   */
  void over(boolean seen) {
    over = current.or(() -> over);
    current = Optional.empty();
    goesOn = false;
    if (seen && !failed) {
      ended = false;
      failed = true;
    }
    if (!ended) {
      try {
        over = over.or(this::noted);
        ending().ifPresent(end -> note.write(end.line()));
        ended = true;
      } catch (RuntimeException e) {
        // Whatever it is: the next try of the guard must not depend on it, and tries this again.
        LOG.warnf("the end of the guard's epoch could not be noted (%s)", e.getMessage());
      }
    }
  }

  private Optional<Noted> ending() {
    return failed ? Optional.of(new Noted(FAILED, NONE, Instant.EPOCH)) : over.map(Noted::over);
  }
}
