package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits long is looked at less and less often. */
class RecheckTest {
  @ParameterizedTest
  @CsvSource({
    "EARLIER_REQUEST_UNDECIDED, 5 10 20 40 80 140 200",
    "SECRET_UNKNOWN, 5 10 20 40 60 80 100"
  })
  void theTimeToTheNextLookGrowsToItsLimit(ReasonCode code, String seconds) {
    Verdict waits = new Verdict.Undecided(new Reason(code, "it waits"), List.of());
    List<String> looks = new ArrayList<>();
    Instant now = Asked.AT;
    for (int i = 0; i < 7; i++) {
      now = Situation.fresh().verdict(waits).next(now).wakeAt().orElseThrow();
      looks.add(Long.toString(Duration.between(Asked.AT, now).toSeconds()));
    }
    assertThat(looks).containsExactly(seconds.split(" "));
  }

  @Test
  void whatEventsTellOfIsLookedAtWhenItLapses() {
    Verdict waits =
        new Verdict.Undecided(new Reason(ReasonCode.SUBJECT_NOT_FOUND, "no"), List.of());
    assertThat(Situation.fresh().verdict(waits).next(Asked.AT).wakeAt())
        .contains(Asked.AT.plus(RequestLifecycle.PATIENCE));
  }

  @Test
  void itLapsesInTimeHoweverLongTheWait() {
    Verdict waits =
        new Verdict.Undecided(
            new Reason(ReasonCode.EARLIER_REQUEST_UNDECIDED, "it waits"), List.of());
    Instant lapses = Asked.AT.plus(RequestLifecycle.PATIENCE);
    assertThat(Situation.fresh().verdict(waits).next(lapses.minusSeconds(9)).wakeAt())
        .contains(lapses);
  }
}
