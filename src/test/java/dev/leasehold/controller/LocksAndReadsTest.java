package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.cluster.Reads;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocksAndReadsTest {
  @Test
  void onlyOneThreadAtATimeWorksUnderAKey() throws Exception {
    Locks locks = new Locks();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger worst = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(
            threads.submit(
                () ->
                    locks.run(
                        "same",
                        () -> {
                          worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
                          inside.decrementAndGet();
                        })));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(worst).hasValue(1);
  }

  @Test
  void whoeverSharesOneOfSeveralKeysWaitsAndNobodyWaitsInACircle() throws Exception {
    Locks locks = new Locks();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger worst = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Set<String> keys = Set.of("shared", "own " + i % 7, "other " + i % 5);
        all.add(
            threads.submit(
                () ->
                    locks.call(
                        keys,
                        () -> {
                          worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
                          return inside.decrementAndGet();
                        })));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(worst).hasValue(1);
  }

  @Test
  void whoHoldsAKeyMayTakeItAgainAndAFailureGivesItBack() throws Exception {
    Locks locks = new Locks();
    assertThat(locks.<Integer>call("a", () -> locks.call("a", () -> 7))).isEqualTo(7);
    assertThatThrownBy(
            () ->
                locks.run(
                    "a",
                    () -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.submit(() -> locks.call("a", () -> 8)).get()).isEqualTo(8);
    }
  }

  @Test
  void whoeverOnlyTriesGivesUpAndWhoeverIsBlockedIsTold() throws Exception {
    Locks locks = new Locks();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> holder =
          threads.submit(
              () ->
                  locks.run(
                      "a",
                      () -> {
                        held.countDown();
                        await(over);
                      }));
      await(held);
      AtomicInteger done = new AtomicInteger();
      assertThat(locks.tried("a", Duration.ofMillis(20), done::incrementAndGet)).isFalse();
      Future<Integer> blocked =
          threads.submit(() -> locks.call("a", told::countDown, done::incrementAndGet));
      await(told);
      assertThat(done).hasValue(0);
      over.countDown();
      holder.get();
      assertThat(blocked.get()).isEqualTo(1);
      assertThat(locks.tried("a", Duration.ofMillis(20), done::incrementAndGet)).isTrue();
    }
    assertThat(locks.size()).isZero();
  }

  /** 10,000 endings in one second hold as many keys. */
  @Test
  void noKeyHoldsUpAnother() {
    Locks locks = new Locks();
    CountDownLatch all = new CountDownLatch(10_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10_000; i++) {
        String key = "u" + i;
        Future<?> _ =
            threads.submit(
                () ->
                    locks.run(
                        key,
                        () -> {
                          all.countDown();
                          await(all);
                        }));
      }
      await(all);
    }
    assertThat(locks.size()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachThingIsReadOnceHoweverOftenItIsAskedFor() {
    AtomicInteger reads = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Reads<String, String> all =
          new Reads<>(
              threads,
              key -> {
                reads.incrementAndGet();
                return key.equals("there") ? "value" : null;
              });
      all.ahead("there");
      all.ahead("there");
      assertThat(all.get("there")).contains("value");
      assertThat(all.get("there")).contains("value");
      assertThat(all.get("nowhere")).isEmpty();
      assertThat(reads).hasValue(2);
    }
  }

  @Test
  void whatCouldNotBeReadIsUnavailableAndNotAbsent() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Reads<String, String> all =
          new Reads<>(
              threads,
              key -> {
                throw new KubernetesClientException("secret words of a server", 503, null);
              });
      assertThatThrownBy(() -> all.get("x"))
          .isInstanceOfSatisfying(
              Unavailable.class,
              e -> assertThat(e.reason().message()).contains("503").doesNotContain("secret"));
    }
  }
}
