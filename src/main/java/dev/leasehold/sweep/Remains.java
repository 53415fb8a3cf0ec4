package dev.leasehold.sweep;

import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * Tells of what one round removed. Of a flood no more are told of than there is room for; the last
 * of these says how many others there were. For one round.
 */
final class Remains {
  /** So many of one round are told of. */
  static final int MOST = 100;

  private final ObjIntConsumer<Removed> tell;
  private Optional<Removed> last = Optional.empty();
  private int count;

  Remains(ObjIntConsumer<Removed> tell) {
    this.tell = tell;
  }

  void add(Removed removed) {
    count++;
    if (count < MOST) {
      tell.accept(removed, 0);
    } else if (count == MOST) {
      last = Optional.of(removed);
    }
  }

  /** At the end of the round. */
  void end() {
    last.ifPresent(removed -> tell.accept(removed, count - MOST));
  }
}
