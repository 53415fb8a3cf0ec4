package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int AT_ONCE = 4;
  private static final int MANY = 200;

  private final Gate gate = new Gate(AT_ONCE);
  private final Semaphore open = new Semaphore(0);
  private final AtomicInteger let = new AtomicInteger();
  private final AtomicInteger worst = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();

  private int work() {
    worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
    open.acquireUninterruptibly();
    inside.decrementAndGet();
    return let.incrementAndGet();
  }

  @Test
  void noMoreThanSoManyAreInsideAtOnceAndAllAreLetIn() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        all.add(threads.submit(() -> gate.<Integer>pass(this::work)));
      }
      open.release(MANY);
      for (Future<Integer> one : all) {
        assertThat(one.get()).isPositive();
      }
    }
    assertThat(let).hasValue(MANY);
    assertThat(worst.get()).isLessThanOrEqualTo(AT_ONCE);
  }

  @Test
  void whatFailsGivesItsPlaceBack() {
    for (int i = 0; i < 2 * AT_ONCE; i++) {
      assertThatThrownBy(
              () ->
                  gate.pass(
                      () -> {
                        throw new IllegalStateException("a bug");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    open.release();
    assertThat(gate.<Integer>pass(this::work)).isEqualTo(1);
  }
}
