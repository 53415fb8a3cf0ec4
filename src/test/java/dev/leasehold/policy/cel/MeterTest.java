package dev.leasehold.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.policy.Rulebook.Answer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long an evaluation may take. */
final class MeterTest {
  private static final long LIMIT = 250;
  private static final long SOME_TIME = 1_000_000_000_000L;

  @Test
  void theTimeIsOverAfterTheLimitAndNotAtItWhateverTheClockSays() {
    for (long begin : new long[] {-SOME_TIME, 0, SOME_TIME}) {
      AtomicLong now = new AtomicLong(begin);
      Meter meter = new Meter(now::get, LIMIT);
      meter.run(() -> looked(now, LIMIT));
      assertThat(meter.exceeded()).isFalse();
      assertThatThrownBy(() -> meter.run(() -> looked(now, 1))).isInstanceOf(Meter.Exceeded.class);
      assertThat(meter.exceeded()).isTrue();
      now.set(begin);
      assertThatThrownBy(() -> meter.run(() -> looked(now, 0))).isInstanceOf(Meter.Exceeded.class);
    }
    Meter.check();
  }

  private static long looked(AtomicLong now, long passed) {
    now.addAndGet(passed);
    Meter.check();
    return now.get();
  }

  @Test
  void aPatternThatIsNotFoundIsNotFound() {
    Scene scene = Scene.ordinary();
    assertThat(scene.answer("'abc'.matches('b')")).isInstanceOf(Answer.Yes.class);
    assertThat(scene.answer("'abc'.matches('x')")).isInstanceOf(Answer.No.class);
    assertThat(scene.answer("!request.ticket.matches('^INC-[0-9]+$')"))
        .isInstanceOf(Answer.Yes.class);
  }
}
