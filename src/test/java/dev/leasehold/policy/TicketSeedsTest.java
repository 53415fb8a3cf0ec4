package dev.leasehold.policy;

import dev.leasehold.model.Seeds;
import org.junit.jupiter.api.Test;

/** Plays the seeds of {@link TicketFuzz}. */
final class TicketSeedsTest {
  private static final int TIMES = 5_000;

  @Test
  void anyPatternIsMatchedOrComplainedOf() {
    Seeds.of(TicketFuzz.class, "anyPatternIsMatchedOrComplainedOf")
        .play(TIMES, AnyPattern::isMatchedOrComplainedOf);
  }
}
