package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What waits in vain does so for all, and what waits for a place does not wait for ever. */
class LaneTest {
  private static final int AT_ONCE = 24;

  private final AtomicLong nanos = new AtomicLong();
  private final Trouble trouble = new Trouble("default");
  private final Lane lane = new Lane(trouble, Duration.ofMillis(50), nanos::get);

  private ReasonCode told(ReasonCode code) {
    Unavailable e =
        catchThrowableOfType(
            Unavailable.class,
            () ->
                lane.pass(
                    () -> {
                      throw trouble.because(code, "it does not");
                    }));
    return e.reason().code();
  }

  @Test
  void onlySilenceIsBelievedOfTheNextCallToo() {
    assertThat(told(ReasonCode.VAULT_ERROR)).isEqualTo(ReasonCode.VAULT_ERROR);
    assertThat(lane.pass(() -> "answered")).isEqualTo("answered");
    assertThat(told(ReasonCode.VAULT_TIMEOUT)).isEqualTo(ReasonCode.VAULT_TIMEOUT);
    assertThat(told(ReasonCode.VAULT_ERROR)).isEqualTo(ReasonCode.VAULT_TIMEOUT);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(told(ReasonCode.VAULT_ERROR)).isEqualTo(ReasonCode.VAULT_ERROR);
    assertThat(lane.pass(() -> "answered")).isEqualTo("answered");
  }

  @Test
  void afterSilenceOneGoesAheadAndTheOthersDoNotWaitForIt() {
    assertThat(told(ReasonCode.VAULT_TIMEOUT)).isEqualTo(ReasonCode.VAULT_TIMEOUT);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    ReasonCode inside = lane.pass(() -> told(ReasonCode.VAULT_ERROR));
    assertThat(inside).isEqualTo(ReasonCode.VAULT_TIMEOUT);
  }

  @Test
  void whoFindsNoPlaceIsToldSo() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(AT_ONCE);
    CountDownLatch leave = new CountDownLatch(1);
    List<Future<Boolean>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        calls.add(threads.submit(() -> lane.pass(() -> waits(inside, leave))));
      }
      inside.await();
      assertThat(told(ReasonCode.VAULT_ERROR)).isEqualTo(ReasonCode.VAULT_BUSY);
      leave.countDown();
    }
    assertThat(calls).allMatch(call -> call.resultNow());
    assertThat(lane.pass(() -> "answered")).isEqualTo("answered");
  }

  private static boolean waits(CountDownLatch inside, CountDownLatch leave) {
    inside.countDown();
    try {
      leave.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
