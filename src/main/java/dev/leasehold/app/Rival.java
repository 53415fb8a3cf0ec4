package dev.leasehold.app;

import java.time.Duration;
import java.util.Optional;

/**
 * Another time than the one that is kept, until it is believed or given up. It takes three replies
 * more for it than against it, over a second; after each rival that was given up the next one takes
 * twice as long, for while several servers differ one of them is heard alone now and then. Not safe
 * for use by several threads.
 */
final class Rival {
  private static final int VOTES = 3;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** So long after the last rival was given up it counts no more. */
  private static final Duration FORGET = Duration.ofMinutes(10);

  private Optional<Offset> offset = Optional.empty();
  private int votes;
  private long since;
  private Duration patience = SHORTEST;
  private long givenUp;

  /** A reply that contradicts what is kept; with what is to be believed now, if this decides it. */
  Optional<Offset> supportedBy(Offset reply, long nanos) {
    contradictedBy(reply, nanos);
    if (offset.filter(there -> !there.isNear(reply)).isPresent()) {
      return Optional.empty();
    }
    if (offset.isEmpty()) {
      begins(nanos);
    }
    offset = Optional.of(offset.map(there -> there.with(reply)).orElse(reply));
    votes++;
    if (votes < VOTES || nanos - since < patience.toNanos()) {
      return Optional.empty();
    }
    Optional<Offset> believed = offset;
    offset = Optional.empty();
    patience = SHORTEST;
    return believed;
  }

  /** A reply that says something else. */
  void contradictedBy(Offset reply, long nanos) {
    if (offset.filter(there -> !there.isNear(reply)).isPresent()) {
      against(nanos);
    }
  }

  private void begins(long nanos) {
    votes = 0;
    since = nanos;
    if (nanos - givenUp > FORGET.toNanos()) {
      patience = SHORTEST;
    }
  }

  private void against(long nanos) {
    votes--;
    if (votes == 0) {
      offset = Optional.empty();
      givenUp = nanos;
      Duration longer = patience.multipliedBy(2);
      patience = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
  }
}
