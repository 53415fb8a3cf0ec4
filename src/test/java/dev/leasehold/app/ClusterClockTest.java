package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClusterClockTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00.7Z");

  /** This machine's monotonic clock, and the server's true time. */
  private final AtomicLong nanos = new AtomicLong(123_456_789L);

  private Instant server = START;
  private final ClusterClock clock = new ClusterClock(nanos::get, START.plusSeconds(3600));

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    server = server.plus(time);
  }

  private void reply(Duration there, Duration back) {
    long sent = nanos.get();
    pass(there);
    Instant date = server.truncatedTo(ChronoUnit.SECONDS);
    pass(back);
    clock.observe(sent, nanos.get(), date);
  }

  @Test
  void beforeTheFirstReplyItIsAGuess() {
    assertThat(clock.known()).isFalse();
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
  }

  @Test
  void itIsNeverAheadOfTheServerAndComesWithinARoundTrip() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      reply(Duration.ofMillis(1 + random.nextInt(9)), Duration.ofMillis(1 + random.nextInt(9)));
      assertThat(clock.instant()).isBeforeOrEqualTo(server);
      pass(Duration.ofMillis(random.nextInt(60)));
    }
    assertThat(clock.known()).isTrue();
    assertThat(Duration.between(clock.instant(), server)).isLessThan(Duration.ofMillis(30));
  }

  @Test
  void aServerThatIsSetBackIsFollowedBack() {
    reply(Duration.ofMillis(2), Duration.ofMillis(2));
    server = server.minusSeconds(300);
    reply(Duration.ofMillis(2), Duration.ofMillis(2));
    assertThat(clock.instant()).isBeforeOrEqualTo(server);
    assertThat(Duration.between(clock.instant(), server)).isLessThan(Duration.ofMillis(1100));
  }

  @Test
  void aMachineThatWasFrozenIsCorrectedByTheNextReply() {
    reply(Duration.ofMillis(2), Duration.ofMillis(2));
    server = server.plusSeconds(900);
    reply(Duration.ofMillis(2), Duration.ofMillis(2));
    assertThat(clock.instant()).isBeforeOrEqualTo(server);
    assertThat(Duration.between(clock.instant(), server)).isLessThan(Duration.ofMillis(1100));
  }

  @Test
  void aSlowReplyTellsLittleAndSpoilsNothing() {
    reply(Duration.ofMillis(1), Duration.ofMillis(1));
    Instant before = clock.instant();
    reply(Duration.ofSeconds(20), Duration.ofSeconds(20));
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(40));
  }
}
