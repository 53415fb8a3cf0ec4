package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who goes first, and for how long others wait for it. */
class TurnTest {
  private static final Instant EARLY = Asked.AT.minusSeconds(60);
  private static final Progress UNJUDGED = new Progress.Unjudged();
  private static final Progress OFFERED = new Progress.Offered();
  private static final Turn ANY = new Turn(UNJUDGED, Asked.AT, "m");

  @Test
  void whoWasOfferedItIsNotDisplacedByWhoAskedInTheSameSecondOrBefore() {
    Turn offered = new Turn(OFFERED, Asked.AT, "z");
    for (Progress other : List.of(UNJUDGED, new Progress.Waiting(EARLY))) {
      for (Instant created : List.of(EARLY, Asked.AT)) {
        Turn rival = new Turn(other, created, "a");
        assertThat(offered.before(rival)).isTrue();
        assertThat(rival.before(offered)).isFalse();
      }
    }
  }

  @Test
  void withinOneSecondUidsDecide() {
    assertThat(new Turn(UNJUDGED, Asked.AT, "a").before(ANY)).isTrue();
    assertThat(new Turn(UNJUDGED, Asked.AT, "n").before(ANY)).isFalse();
    assertThat(new Turn(UNJUDGED, EARLY, "n").before(ANY)).isTrue();
  }

  @Test
  void whatNobodyCanJudgeIsWaitedForNoLongerThanAMinute() {
    Turn stuck = new Turn(UNJUDGED, EARLY, "a");
    Instant limit = Asked.AT.plus(Turn.TO_BE_JUDGED);
    Turn waiting = new Turn(new Progress.Waiting(Asked.AT), Asked.AT, "m");
    assertThat(stuck.missed(waiting, limit.minusNanos(1))).isFalse();
    assertThat(stuck.missed(waiting, limit)).isTrue();
    assertThat(stuck.missed(ANY, limit.plusSeconds(9))).as("not told to wait yet").isFalse();
  }

  @Test
  void whatWaitsIsWaitedForUntilItHasToHaveLapsed() {
    Turn stuck = new Turn(new Progress.Waiting(EARLY), EARLY, "a");
    assertThat(stuck.missed(ANY, EARLY.plus(Turn.TO_LAPSE).minusNanos(1))).isFalse();
    assertThat(stuck.missed(ANY, EARLY.plus(Turn.TO_LAPSE))).isTrue();
  }

  @Test
  void whoWasOfferedOrHasItNeverMissesItsTurn() {
    Instant late = Asked.AT.plus(Turn.TO_LAPSE).plus(Turn.TO_LAPSE);
    assertThat(new Turn(OFFERED, EARLY, "a").missed(ANY, late)).isFalse();
    assertThat(new Turn(new Progress.Live(EARLY), EARLY, "a").missed(ANY, late)).isFalse();
  }
}
