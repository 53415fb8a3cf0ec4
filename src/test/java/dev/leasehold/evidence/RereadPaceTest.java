package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what could not be read is read again, in seconds. */
class RereadPaceTest {
  private final RereadPace pace = new RereadPace();
  private int now;

  private List<Integer> due(int seconds, boolean works, boolean isAwaited) {
    List<Integer> due = new ArrayList<>();
    for (int until = now + seconds; now < until; now++) {
      if (pace.isDue(works, isAwaited)) {
        due.add(now);
      }
    }
    return due;
  }

  @Test
  void everMoreSeldomButNeverLessThanOnceAnHour() {
    assertThat(due(40, true, false)).containsExactly(0, 1, 3, 7, 15, 31);
    assertThat(due(4096, true, false)).containsExactly(63, 127, 255, 511, 1023, 2047, 4095);
    assertThat(due(2 * RereadPace.MOST, true, false)).hasSize(2);
  }

  @Test
  void onceAMinuteWhereSomebodyWaits() {
    assertThat(due(130, true, true)).containsExactly(0, 1, 3, 7, 15, 31, 63, 123);
  }

  @Test
  void soonWhenSomebodyBeginsToWait() {
    assertThat(due(4500, true, false)).contains(4095);
    assertThat(due(RereadPace.MOST_AWAITED, true, true)).isNotEmpty();
  }

  /** As where a volume was not mounted for an hour. */
  @Test
  void atOnceWhenItBeginsToWork() {
    assertThat(due(4000, false, false)).contains(2047);
    assertThat(due(2, true, true)).containsExactly(4000, 4001);
    assertThat(due(1, false, false)).containsExactly(4002);
  }
}
