package dev.leasehold.observe;

import dev.leasehold.model.Seeds;
import org.junit.jupiter.api.Test;

/** Plays the seeds of {@link StampFuzz}. */
final class StampSeedsTest {
  private static final int TIMES = 5_000;

  @Test
  void anyValueIsPassedOverOrReadWhole() {
    Seeds.of(StampFuzz.class, "anyValueIsPassedOverOrReadWhole")
        .play(TIMES, AnyStamp::isPassedOverOrReadWhole);
  }
}
