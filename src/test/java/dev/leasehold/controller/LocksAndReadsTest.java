package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.Unavailable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
