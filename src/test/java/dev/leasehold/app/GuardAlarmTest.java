package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.notice.Kind;
import dev.leasehold.notice.Notice;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuardAlarmTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Guard OFF =
      new Guard.Unproved(new Reason(ReasonCode.GUARD_NOT_LIVE, "no policy acts"));

  private final AtomicReference<Guard> guard = new AtomicReference<>(OFF);
  private final GuardAlarm alarm = new GuardAlarm(guard::get, () -> "c", "ours");

  @Test
  void aGuardThatStaysAwayIsToldOnceAndANewTimeIsAnother() {
    assertThat(alarm.raised(NOW)).isEmpty();
    assertThat(alarm.raised(NOW.plus(GuardAlarm.PATIENCE).minusMillis(1))).isEmpty();
    Notice down = alarm.raised(NOW.plus(GuardAlarm.PATIENCE)).orElseThrow();
    assertThat(down.kind()).isEqualTo(Kind.GUARD_DOWN);
    assertThat(down.at()).isEqualTo(NOW);
    assertThat(down.what().said()).isEqualTo("no policy acts");
    assertThat(down.command()).contains("-n ours");
    assertThat(alarm.raised(NOW.plusSeconds(90)).map(Notice::id)).contains(down.id());
    guard.set(new Guard.Live("f"));
    assertThat(alarm.raised(NOW.plusSeconds(120))).isEmpty();
    guard.set(OFF);
    assertThat(alarm.raised(NOW.plusSeconds(150))).isEqualTo(Optional.empty());
    assertThat(alarm.raised(NOW.plusSeconds(210)).orElseThrow().id()).isNotEqualTo(down.id());
  }
}
