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

  /** As the server does, less often than it is asked at any time for its Lease. */
  private void replies(int count) {
    for (int i = 0; i < count; i++) {
      pass(Duration.ofMillis(496));
      reply(Duration.ofMillis(2), Duration.ofMillis(2));
    }
  }

  /** One that somebody whose clock is off by so much has dated. */
  private void stray(Duration off) {
    Instant truth = server;
    server = server.plus(off);
    reply(Duration.ofMillis(2), Duration.ofMillis(2));
    server = truth.plusMillis(4);
  }

  private void isRight() {
    assertThat(clock.instant()).isBeforeOrEqualTo(server);
    assertThat(Duration.between(clock.instant(), server)).isLessThan(Duration.ofMillis(1100));
  }

  @Test
  void aServerThatIsSetBackIsFollowedBackOnceItSaysSoForASecond() {
    replies(1);
    server = server.minusSeconds(300);
    replies(2);
    assertThat(clock.instant()).isAfter(server.plusSeconds(298));
    replies(2);
    isRight();
  }

  @Test
  void aMachineThatWasFrozenIsCorrectedWithinTwoSeconds() {
    replies(1);
    server = server.plusSeconds(900);
    replies(2);
    assertThat(clock.instant()).isBefore(server.minusSeconds(898));
    replies(2);
    isRight();
  }

  @Test
  void manyRepliesAtOnceAreNotASecond() {
    replies(1);
    server = server.plusSeconds(900);
    for (int i = 0; i < 50; i++) {
      reply(Duration.ofMillis(2), Duration.ofMillis(2));
    }
    assertThat(clock.instant()).isBefore(server.minusSeconds(898));
  }

  @Test
  void whoContradictsEverySecondReplyMovesNothing() {
    replies(1);
    for (int i = 0; i < 200; i++) {
      stray(Duration.ofHours(i % 3 == 0 ? -1 : 1));
      isRight();
      replies(1);
      isRight();
    }
  }

  /** Three servers that are asked in turns by chance; one of them is an hour off. */
  @Test
  void oneServerOfThreeThatIsOffMovesNothingForLong() {
    Random random = new Random(11);
    replies(5);
    int wrong = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(3) == 0) {
        stray(Duration.ofHours(1));
      } else {
        replies(1);
      }
      wrong += clock.instant().isAfter(server) ? 1 : 0;
    }
    assertThat(wrong).isLessThan(20);
  }

  @Test
  void whoseFirstReplyWasTheWrongOneIsPutRightByTheOthers() {
    stray(Duration.ofHours(1));
    for (int i = 0; i < 30; i++) {
      stray(Duration.ofHours(1));
      replies(2);
    }
    isRight();
  }

  @Test
  void aJumpThatIsSmallIsFollowedWhenTheSecondTurns() {
    for (int jump : new int[] {900, -900}) {
      server = server.plusMillis(jump);
      for (int i = 0; i < 50; i++) {
        reply(Duration.ofMillis(2), Duration.ofMillis(2));
        pass(Duration.ofMillis(16));
      }
      isRight();
    }
  }

  /** Neither what it contradicts nor what speaks for it. */
  @Test
  void aSlowReplyKeepsNoJumpFromBeingFollowed() {
    replies(1);
    server = server.plusSeconds(20);
    replies(2);
    long sent = nanos.get() - Duration.ofSeconds(60).toNanos();
    clock.observe(sent, nanos.get(), server.minusSeconds(30).truncatedTo(ChronoUnit.SECONDS));
    replies(1);
    isRight();
  }

  @Test
  void aSlowReplyTellsLittleAndSpoilsNothing() {
    reply(Duration.ofMillis(1), Duration.ofMillis(1));
    Instant before = clock.instant();
    reply(Duration.ofSeconds(20), Duration.ofSeconds(20));
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(40));
  }
}
