package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger reads = new AtomicInteger();
  private final Semaphore goOn = new Semaphore(0);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private int slowly() {
    int number = reads.incrementAndGet();
    goOn.acquireUninterruptibly();
    return number;
  }

  @Test
  void whoAsksWhileAReadIsUnderWayIsGivenTheNextOne() throws Exception {
    Shared<Integer> shared = new Shared<>(threads, this::slowly);
    Future<Integer> first = threads.submit(shared::fresh);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> reads.get() == 1);
    List<Future<Integer>> later = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      later.add(threads.submit(shared::fresh));
    }
    goOn.release(100);
    assertThat(first.get()).isEqualTo(1);
    for (Future<Integer> one : later) {
      assertThat(one.get()).isGreaterThan(1);
    }
    assertThat(reads.get()).isLessThanOrEqualTo(51);
  }

  @Test
  void nobodyIsGivenWhatWasReadBeforeTheyAsked() throws Exception {
    AtomicLong now = new AtomicLong();
    Shared<Long> shared =
        new Shared<>(
            threads,
            () -> {
              long began = now.incrementAndGet();
              LockSupport.parkNanos(1_000);
              return began;
            });
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      all.add(
          threads.submit(
              () -> {
                long asked = now.incrementAndGet();
                return shared.fresh() > asked;
              }));
    }
    for (Future<Boolean> one : all) {
      assertThat(one.get()).isTrue();
    }
  }

  @Test
  void aReadThatFailsFailsForThoseWhoWaitedForItOnly() {
    AtomicInteger tries = new AtomicInteger();
    Shared<String> shared =
        new Shared<>(
            threads,
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              return "read";
            });
    assertThatThrownBy(shared::fresh).isInstanceOf(IllegalStateException.class);
    assertThat(shared.fresh()).isEqualTo("read");
  }
}
