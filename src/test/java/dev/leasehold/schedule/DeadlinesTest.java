package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  private final long began = System.nanoTime();
  private final InstantSource clock = () -> START.plusNanos(System.nanoTime() - began);
  private final Map<String, Instant> looked = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final Deadlines deadlines =
      new Deadlines(
          "test",
          2,
          clock,
          key -> {
            looks.incrementAndGet();
            looked.put(key, clock.instant());
          });

  @AfterEach
  void stop() {
    deadlines.close();
  }

  private void seen(String key) {
    await().atMost(LIMIT).until(() -> looked.containsKey(key));
  }

  @Test
  void aKeyIsLookedAtAtItsInstantAndNotBefore() {
    for (long millis : List.of(0L, 30L, 200L, 1300L)) {
      Instant at = clock.instant().plusMillis(millis);
      deadlines.set("k" + millis, at);
      seen("k" + millis);
      assertThat(looked.get("k" + millis)).isAfterOrEqualTo(at);
    }
  }

  @Test
  void whatThrowsAnErrorIsLookedAtAgain() {
    AtomicInteger tries = new AtomicInteger();
    try (Deadlines failing =
        new Deadlines(
            "failing",
            2,
            clock,
            key -> {
              if (tries.incrementAndGet() == 1) {
                throw new StackOverflowError("once");
              }
            })) {
      failing.now("k");
      await().atMost(LIMIT).until(() -> tries.get() == 2);
      failing.run(
          "fresh k",
          () -> {
            if (tries.incrementAndGet() == 3) {
              throw new StackOverflowError("once");
            }
          });
      await().atMost(LIMIT).until(() -> tries.get() == 4);
    }
  }

  @Test
  void ofAnAlarmThatIsCancelledNothingStays() {
    Instant far = clock.instant().plus(Duration.ofDays(90));
    for (int i = 0; i < 1000; i++) {
      deadlines.set("far", far.plusSeconds(i));
    }
    assertThat(deadlines.timers()).isEqualTo(1);
    deadlines.clear("far");
    assertThat(deadlines.timers()).isZero();
  }

  @Test
  void whatIsUnderWayAtTheEndIsFinishedAndNothingMoreIsBegun() {
    CountDownLatch begun = new CountDownLatch(2);
    AtomicInteger finished = new AtomicInteger();
    AtomicInteger late = new AtomicInteger();
    for (String key : List.of("a", "b")) {
      deadlines.run(
          key,
          () -> {
            begun.countDown();
            await().atMost(LIMIT).until(deadlines::closing);
            finished.incrementAndGet();
          });
    }
    await().atMost(LIMIT).until(() -> begun.getCount() == 0);
    deadlines.run("waits for a place", late::incrementAndGet);
    deadlines.close();
    assertThat(finished).hasValue(2);
    deadlines.set("after", Instant.EPOCH);
    deadlines.now("after");
    assertThat(late).hasValue(0);
    assertThat(looks).hasValue(0);
  }

  @Test
  void whatIsLongOverIsLookedAtAtOnce() {
    deadlines.set("late", Instant.EPOCH);
    seen("late");
  }

  @Test
  void settingAnewReplacesAlsoByLater() {
    Instant later = clock.instant().plusMillis(400);
    deadlines.set("a", clock.instant().plusMillis(100));
    deadlines.set("a", later);
    deadlines.set("a", later);
    seen("a");
    assertThat(looked.get("a")).isAfterOrEqualTo(later);
    assertThat(looks).hasValue(1);
  }

  @Test
  void whatIsClearedIsNotLookedAt() {
    deadlines.set("a", clock.instant().plusMillis(100));
    deadlines.clear("a");
    deadlines.clear("never set");
    deadlines.set("b", clock.instant().plusMillis(300));
    seen("b");
    assertThat(looked).doesNotContainKey("a");
  }

  @Test
  void unlessSetLeavesAnEarlierAlarmAndSetsAnewOnceItIsOver() {
    deadlines.set("a", clock.instant().plusMillis(50));
    deadlines.unlessSet("a", clock.instant().plusSeconds(3600));
    seen("a");
    looked.clear();
    deadlines.unlessSet("a", clock.instant().plusMillis(50));
    seen("a");
  }

  @Test
  void unlessSetBringsALaterAlarmForward() {
    deadlines.set("a", clock.instant().plusSeconds(3600));
    deadlines.unlessSet("a", clock.instant().plusMillis(50));
    seen("a");
  }

  @Test
  void theSameInstantCanBeSetAgainOnceItIsOver() {
    Instant at = clock.instant();
    deadlines.set("a", at);
    seen("a");
    looked.clear();
    deadlines.set("a", at);
    seen("a");
  }

  @Test
  void askingAgainForWhatWaitsChangesNothingAndNoneIsLost() throws InterruptedException {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    for (String busy : List.of("x", "y")) {
      deadlines.run(
          busy,
          () -> {
            both.countDown();
            hold(hold);
          });
    }
    assertThat(both.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 100; i++) {
      deadlines.now("a");
    }
    assertThat(looked).isEmpty();
    hold.countDown();
    seen("a");
    assertThat(looks).hasValue(1);
    deadlines.now("a");
    await().atMost(LIMIT).until(() -> looks.get() == 2);
  }

  @Test
  void aKeyIsWorkedOnOnceAtATimeAndOnceMoreIfItWasAskedForMeanwhile() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    deadlines.run(
        "a",
        () -> {
          begun.countDown();
          hold(hold);
        });
    assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 100; i++) {
      deadlines.now("a");
    }
    deadlines.now("b");
    seen("b");
    assertThat(looked).doesNotContainKey("a");
    hold.countDown();
    seen("a");
    assertThat(looks).hasValue(2);
  }

  @Test
  void whoeverMakesWayGoesOnWithoutAPlace() {
    CountDownLatch hold = new CountDownLatch(1);
    for (String busy : List.of("x", "y", "z")) {
      deadlines.run(
          busy,
          () -> {
            deadlines.makeWay();
            deadlines.makeWay();
            hold(hold);
          });
    }
    deadlines.now("a");
    seen("a");
    hold.countDown();
    deadlines.makeWay();
    deadlines.now("b");
    seen("b");
  }

  @Test
  void whatIsHeldUpInOneQueueHoldsUpNothingInAnother() {
    CountDownLatch hold = new CountDownLatch(1);
    try (Deadlines arrivals = new Deadlines("arrivals", 2, clock, key -> hold(hold))) {
      for (int i = 0; i < 1000; i++) {
        arrivals.now("arrival" + i);
      }
      deadlines.set("ending", clock.instant());
      seen("ending");
      hold.countDown();
    }
  }

  /** Or one namespace's flood would keep all others waiting until it is through. */
  @Test
  void whatIsWaitingInOneGroupHoldsUpOthersForOneTurnOnly() {
    CountDownLatch hold = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    try (Deadlines arrivals =
        new Deadlines(
            "arrivals",
            1,
            1,
            key -> key.substring(0, key.indexOf('/')),
            clock,
            key -> {
              hold(hold);
              order.add(key);
            })) {
      arrivals.now("flood/first");
      await().atMost(LIMIT).until(() -> arrivals.free() == 0);
      for (int i = 0; i < 500; i++) {
        arrivals.now("flood/" + i);
      }
      await().atMost(LIMIT).until(() -> arrivals.waiting() == 500);
      for (String other : List.of("a/1", "a/2", "b/1")) {
        arrivals.now(other);
      }
      await().atMost(LIMIT).until(() -> arrivals.waiting() == 503);
      hold.countDown();
      await().atMost(LIMIT).until(() -> order.size() == 504);
    }
    assertThat(order.subList(0, 6)).contains("a/1", "a/2", "b/1");
  }

  @Test
  void whatThrowsGivesItsPlaceBack() {
    List<String> done = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 10; i++) {
      deadlines.run(
          "bad" + i,
          () -> {
            throw new IllegalStateException("a bug");
          });
    }
    deadlines.run("good", () -> done.add("good"));
    await().atMost(LIMIT).until(() -> done.contains("good"));
  }

  private static void hold(CountDownLatch latch) {
    try {
      boolean _ = latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
