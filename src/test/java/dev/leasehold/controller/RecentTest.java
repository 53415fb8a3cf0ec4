package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.controller.Repeats.Same;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Subject;
import dev.leasehold.schedule.Recent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** For how long, and of how many refusals it is known which record tells of them. */
class RecentTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00Z");

  private final Recent<Same> repeats = new Recent<>();

  private static Same same(int number) {
    return new Same(
        new Subject("payments", "nightly"),
        "rita",
        "rita",
        "payments.orders-" + number,
        false,
        EndCause.Kind.REJECTED,
        ReasonCode.REJECTED);
  }

  @Test
  void itIsKnownForAnHourFromTheFirst() {
    assertThat(repeats.record(same(1), AT)).isEmpty();
    repeats.made(same(1), "ar-1", AT);
    assertThat(repeats.record(same(1), AT.plus(Recent.WINDOW).minusNanos(1))).contains("ar-1");
    assertThat(repeats.record(same(1), AT.plus(Recent.WINDOW))).isEmpty();
    assertThat(repeats.record(same(2), AT)).isEmpty();
    repeats.made(same(1), "ar-2", AT.plus(Recent.WINDOW));
    assertThat(repeats.record(same(1), AT.plus(Recent.WINDOW))).contains("ar-2");
  }

  @Test
  void onlySoManyAreRememberedAndTheOldestIsForgotten() {
    for (int i = 0; i < 4097; i++) {
      repeats.made(same(i), "ar-" + i, AT);
    }
    assertThat(repeats.record(same(0), AT)).isEmpty();
    assertThat(repeats.record(same(1), AT)).contains("ar-1");
    repeats.made(same(1), "ar-again", AT);
    repeats.made(same(5000), "ar-5000", AT);
    assertThat(repeats.record(same(1), AT)).contains("ar-again");
    assertThat(repeats.record(same(2), AT)).isEmpty();
  }
}
