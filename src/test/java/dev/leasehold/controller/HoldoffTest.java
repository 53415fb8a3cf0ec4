package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldoffTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final AccessRecordSpec SPEC = Written.granted("u1", "Active", "Vault").getSpec();
  private static final Holdoff.Wish WISH = new Holdoff.Wish(SPEC, Optional.of("once"));

  private final Holdoff holdoff = new Holdoff();

  @Test
  void eachAttemptPutsTheNextOneOffForLonger() {
    assertThat(holdoff.until("a", WISH, NOW)).isEmpty();
    Duration before = Duration.ZERO;
    for (int i = 0; i < 6; i++) {
      holdoff.begins("a", WISH, NOW);
      Duration wait = Duration.between(NOW, holdoff.until("a", WISH, NOW).orElseThrow());
      assertThat(wait).isGreaterThan(before);
      before = wait;
    }
    assertThat(holdoff.until("b", WISH, NOW)).isEmpty();
    assertThat(holdoff.until("a", WISH, NOW.plus(before))).isEmpty();
  }

  @Test
  void theTimeCountsFromTheFailureAndNotFromTheBeginning() {
    holdoff.begins("a", WISH, NOW);
    Instant failed = NOW.plusSeconds(30);
    Optional<Instant> until = holdoff.failed("a", failed);
    assertThat(until).hasValueSatisfying(at -> assertThat(at).isAfter(failed));
    assertThat(holdoff.until("a", WISH, failed)).isEqualTo(until);
    assertThat(holdoff.failed("never tried", NOW)).isEmpty();
  }

  @Test
  void anotherWishAndSuccessEndIt() {
    holdoff.begins("a", WISH, NOW);
    holdoff.begins("a", WISH, NOW);
    Holdoff.Wish again = new Holdoff.Wish(SPEC, Optional.of("twice"));
    assertThat(holdoff.until("a", again, NOW)).isEmpty();
    holdoff.begins("a", again, NOW);
    assertThat(holdoff.until("a", again, NOW))
        .hasValueSatisfying(at -> assertThat(at).isBefore(NOW.plusMillis(400)));
    holdoff.clear("a");
    assertThat(holdoff.until("a", again, NOW)).isEmpty();
  }
}
