package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is handed out after the end of a window, however long it took to get a place. */
class RecordActsTest {
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final Instant BEFORE = END.minusMillis(1);
  private static final int PLACES = 32;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private volatile Instant now = BEFORE;
  private final FakeApi api = new FakeApi();
  private final Recorded outside = new Recorded();
  private final Told told = new Told();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Access access =
      new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
  private final Store store = new Store(api.client(), new Caches(), (request, entry) -> {});
  private final RecordActs acts =
      new RecordActs(access, access, store, told, new Entries(new Journal.None()), told, () -> now);

  private final List<Thread> holding = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    over.countDown();
    for (Thread thread : holding) {
      assertThat(thread.join(LIMIT)).isTrue();
    }
    api.close();
  }

  /** What hands something out. */
  enum Act {
    PROVIDE("Activating"),
    ROTATE("Active"),
    REPAIR("Active");

    private final String phase;

    Act(String phase) {
      this.phase = phase;
    }
  }

  private void done(Act act, AccessRecord record) {
    Grant grant = RecordReader.grant(record);
    AccessRecord _ =
        switch (act) {
          case PROVIDE -> acts.provide(record, grant, Optional.empty(), acts.known(), BEFORE);
          case ROTATE -> acts.rotate(record, grant, 1, Optional.empty(), BEFORE);
          case REPAIR -> acts.repair(record, grant, 1, Recorded.WHY, BEFORE);
        };
  }

  private static AccessRecord record(String phase, String target) {
    return Serialization.unmarshal(
        Serialization.asJson(Written.granted("u1", phase, "ServiceAccountToken"))
            .replace("\"shop\"", "\"" + target + "\""),
        AccessRecord.class);
  }

  /** It ends with what it was told, or with nothing. */
  private Thread begun(Act act, AccessRecord record, AtomicReference<String> why) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                done(act, record);
              } catch (Unavailable e) {
                why.set(e.reason().code().text());
              }
            });
  }

  private void everyPlaceIsTaken() {
    outside.at =
        call -> {
          if (call.equals("issue shop")) {
            hold();
          }
        };
    for (int i = 0; i < PLACES; i++) {
      holding.add(begun(Act.ROTATE, record("Active", "shop"), new AtomicReference<>("")));
    }
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () ->
                List.copyOf(outside.calls).stream().filter("issue shop"::equals).count() == PLACES);
  }

  private void hold() {
    try {
      assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsHandedOutForWhatEndedWhileItWaitedForAPlace(Act act) throws Exception {
    everyPlaceIsTaken();
    AtomicReference<String> why = new AtomicReference<>("");
    Thread waiting = begun(act, record(act.phase, "till"), why);
    Awaitility.await().atMost(LIMIT).until(() -> waiting.getState() == Thread.State.WAITING);
    now = END;
    over.countDown();
    assertThat(waiting.join(LIMIT)).isTrue();
    assertThat(why.get()).isEqualTo("WindowEnded");
    assertThat(outside.calls).noneMatch(call -> call.contains("till"));
  }

  @Test
  void untilTheEndItIsHandedOut() throws Exception {
    everyPlaceIsTaken();
    Thread waiting = begun(Act.ROTATE, record("Active", "till"), new AtomicReference<>(""));
    Awaitility.await().atMost(LIMIT).until(() -> waiting.getState() == Thread.State.WAITING);
    over.countDown();
    assertThat(waiting.join(LIMIT)).isTrue();
    assertThat(outside.calls).contains("issue till");
  }
}
