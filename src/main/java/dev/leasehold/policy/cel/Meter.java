package dev.leasehold.policy.cel;

import java.util.function.LongSupplier;

/**
 * The time that one evaluation may take. The library has no deadline, so every look at a variable
 * or field and every pattern asks here; what lies between two such looks is bounded by {@link
 * Bounds}.
 */
final class Meter {
  private static final ScopedValue<Meter> RUNNING = ScopedValue.newInstance();

  private final LongSupplier nanos;
  private final long began;
  private final long limit;
  private boolean exceeded;

  /**
   * @param nanos a clock that only goes forward
   * @param limit in nanoseconds, from now
   */
  Meter(LongSupplier nanos, long limit) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.limit = limit;
  }

  /** Says that the time is over; thrown by every look that follows. */
  static final class Exceeded extends RuntimeException {
    private Exceeded() {
      super("deadline exceeded", null, false, false);
    }
  }

  <T, X extends Throwable> T run(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(RUNNING, this).call(work);
  }

  boolean exceeded() {
    return exceeded;
  }

  static void check() {
    if (RUNNING.isBound()) {
      RUNNING.get().look();
    }
  }

  private void look() {
    if (exceeded || nanos.getAsLong() - began > limit) {
      exceeded = true;
      throw new Exceeded();
    }
  }
}
