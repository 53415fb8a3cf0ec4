package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.LatestEntries;
import dev.leasehold.evidence.Lives;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goes through all records once, when the log works, however often that fails. */
class BackfillTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  private final List<AccessRecord> records = new ArrayList<>();
  private final Told told = new Told();
  private final CopyOnWriteArrayList<Integer> rounds = new CopyOnWriteArrayList<>();
  private int failures;
  private final Backfill backfill = new Backfill(this::each, told, InstantSource.fixed(NOW));

  @AfterEach
  void stop() {
    backfill.close();
  }

  private void each(Predicate<AccessRecord> more) {
    for (AccessRecord record : records) {
      if (!more.test(record)) {
        break;
      }
    }
    rounds.add(rounds.size());
    if (failures-- > 0) {
      throw new IllegalStateException("the API server is away");
    }
  }

  /** A log that may work later. */
  private static final class Told extends FakeJournal {
    private final CompletableFuture<LatestEntries> read = new CompletableFuture<>();
    private final List<String> noted = new CopyOnWriteArrayList<>();

    @Override
    public void require(Supplier<Event> event) {
      throw new AssertionError("nobody has to wait for that");
    }

    @Override
    public void note(Supplier<Event> event) {
      noted.add(event.get().request().uid() + " " + event.get().kind().text());
    }

    @Override
    public boolean works() {
      return read.isDone();
    }

    @Override
    public Optional<CompletionStage<LatestEntries>> before() {
      return Optional.of(read);
    }

    private void begins() {
      boolean _ =
          read.complete(
              LatestEntries.of(
                  List.of(
                      Lives.statement(
                          EventKind.PROVISION_INTENDED,
                          "other",
                          Instant.parse("2026-12-01T08:00:00Z"))),
                  0));
    }
  }

  private void ended(String uid, String digest) {
    AccessRecord record =
        Serialization.unmarshal(
            Serialization.asJson(Written.granted(uid, "Ended", "ServiceAccountToken"))
                .replace("\"x\"", '"' + digest + '"'),
            AccessRecord.class);
    record.setStatus(
        Serialization.unmarshal(
            "{\"phase\": \"Ended\", \"endedAt\": \"2026-12-01T09:00:00Z\"}",
            AccessRecordStatus.class));
    records.add(record);
  }

  @Test
  void nothingIsReadBeforeTheLogWorksAndThenAllOfItOnce() {
    ended("u1", "5f".repeat(32));
    ended("u2", "not a digest");
    ended("u3", "5f".repeat(32));
    backfill.start();
    assertThat(rounds).isEmpty();
    assertThat(backfill.isFinished()).isFalse();
    told.begins();
    Awaitility.await().until(backfill::isFinished);
    assertThat(rounds).hasSize(1);
    assertThat(told.noted).containsExactly("u1 Revoked", "u3 Revoked");
  }

  @Test
  void manyAreToldRoundByRound() {
    for (int i = 0; i <= Backfill.AT_ONCE; i++) {
      ended("u" + i, "5f".repeat(32));
    }
    told.begins();
    backfill.start();
    Awaitility.await().until(backfill::isFinished);
    assertThat(rounds).hasSize(2);
    assertThat(told.noted).hasSize(Backfill.AT_ONCE + 1).doesNotHaveDuplicates();
  }

  @Test
  void whereThereIsNoLogRecordsMayGoAtOnce() {
    try (Backfill none = new Backfill(this::each, new Journal.None(), InstantSource.fixed(NOW))) {
      none.start();
      assertThat(none.isFinished()).isTrue();
    }
    assertThat(rounds).isEmpty();
  }

  @Test
  void whatCouldNotBeReadIsReadAgainAndNothingIsToldTwice() {
    failures = 1;
    ended("u1", "5f".repeat(32));
    told.begins();
    backfill.start();
    Awaitility.await().until(() -> rounds.size() == 2);
    assertThat(told.noted).containsExactly("u1 Revoked");
  }
}
