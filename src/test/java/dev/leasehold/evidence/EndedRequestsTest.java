package dev.leasehold.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which requests a log says came to their end, and of which nobody knows yet. */
class EndedRequestsTest {
  private static final Instant BEGUN = Lives.START.plusSeconds(1_000_000);

  @TempDir private Path directory;

  private EndedRequests read(List<byte[]> entries) throws IOException, InterruptedException {
    Path _ = Logs.of(directory, entries);
    EndedRequests ended = new EndedRequests();
    ended.begin(BEGUN);
    read(ended);
    return ended;
  }

  private void read(EndedRequests ended) throws IOException, InterruptedException {
    Past past = past(ended);
    assertThat(new EndReader(past, Lives.KEYS).read(snapshot(), past::reached, () -> true))
        .isTrue();
    past.complete();
  }

  private static Past past(EndedRequests ended) {
    return new Past(ended, new Offboardings());
  }

  private LogSnapshot snapshot() throws IOException {
    return LogSnapshot.take(new LogFiles(new Disk.Real(), directory), Lives.KEYS);
  }

  @Test
  void whatWasRevokedHasEndedAndWhatGoesOnHasNot() throws Exception {
    EndedRequests ended = read(Lives.bytes(3 * TilePath.FULL + 7));
    IntStream.range(0, 3 * TilePath.FULL / 4 + 1)
        .forEach(life -> assertThat(ended.contains(Lives.uid(life))).as("%d", life).isTrue());
    assertThat(ended.contains(Lives.uid(3 * TilePath.FULL / 4 + 1))).isFalse();
    assertThat(ended.covers(Instant.MIN)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void whatEndsIsSaidByEachKindOfEntry(EventKind kind) throws Exception {
    Event event = Lives.event(kind, 1, Lives.START, Facts.none());
    boolean ends =
        switch (kind) {
          case REFUSED, DENIED, WITHDRAWN, REVOKED, FORGOTTEN -> true;
          case OFFERED,
              PROVISION_INTENDED,
              PROVISIONED,
              PROVISION_FAILED,
              REVOKE_INTENDED,
              REVIEWED,
              PURGED,
              REVOKED_AGAIN,
              ORPHAN_REMOVED,
              OFFBOARDED,
              REINSTATED ->
              false;
        };
    EndedRequests ended = read(List.of(Statement.sign(event, Lives.KEY).bytes()));
    assertThat(ended.contains(Lives.uid(1))).isEqualTo(ends);
  }

  /** The file of a full bundle is gone. */
  @Test
  void whatCannotBeReadIsNotKnownAndWhatWasReadBeforeIs() throws Exception {
    Path _ = Logs.of(directory, Lives.bytes(2 * TilePath.FULL + 4));
    Path lost = directory.resolve(TilePath.ofEntries(0, TilePath.FULL).path());
    byte[] content = Files.readAllBytes(lost);
    Files.delete(lost);
    EndedRequests ended = new EndedRequests();
    ended.begin(BEGUN);
    AtomicInteger told = new AtomicInteger();
    ended.whenRead(told::incrementAndGet);
    assertThatThrownBy(() -> read(ended)).isInstanceOf(UnsoundLog.class);
    assertThat(ended.contains(Lives.uid(2 * TilePath.FULL / 4))).isTrue();
    assertThat(ended.contains(Lives.uid(0))).isFalse();
    Instant read = Lives.START.plusSeconds(2 * TilePath.FULL - 1).plus(EndReader.DISORDER);
    assertThat(ended.covers(read)).isFalse();
    assertThat(ended.covers(read.plusMillis(1))).isTrue();
    assertThat(told).hasValue(0);
    Path _ = Files.write(lost, content);
    read(ended);
    assertThat(ended.contains(Lives.uid(0))).isTrue();
    assertThat(told).hasValue(1);
    ended.whenRead(told::incrementAndGet);
    assertThat(told).as("at once").hasValue(2);
  }

  /** Somebody else goes on reading it. */
  @Test
  void itIsReadOnlyAsLongAsThatMakesSense() throws Exception {
    Path _ = Logs.of(directory, Lives.bytes(2 * TilePath.FULL));
    EndedRequests ended = new EndedRequests();
    AtomicInteger files = new AtomicInteger();
    assertThat(
            new EndReader(past(ended), Lives.KEYS)
                .read(snapshot(), (newest, index) -> {}, () -> files.incrementAndGet() < 2))
        .isFalse();
    assertThat(ended.contains(Lives.uid(2 * TilePath.FULL / 4 - 1))).isTrue();
    assertThat(ended.contains(Lives.uid(0))).isFalse();
  }

  /** It is older than what lies before it, which was not read yet. */
  @Test
  void whatCameInLateSaysNothingOfHowFarTheLogWasRead() throws Exception {
    List<byte[]> entries = new ArrayList<>(Lives.bytes(TilePath.FULL));
    entries.add(Statement.sign(Lives.event(0).afterwards(), Lives.KEY).bytes());
    Path _ = Logs.of(directory, entries);
    List<Instant> reached = new ArrayList<>();
    EndReader reader = new EndReader(Past.none(), Lives.KEYS);
    assertThat(reader.read(snapshot(), (newest, at) -> newest.ifPresent(reached::add), () -> true))
        .isTrue();
    assertThat(reached)
        .containsExactly(
            Lives.START.plusSeconds(TilePath.FULL - 1).plus(EndReader.DISORDER), Instant.MIN);
  }

  @Test
  void whatIsNoEntryHidesNoOther() throws Exception {
    List<byte[]> entries = new ArrayList<>(Lives.bytes(4));
    for (String odd : List.of("", "{}", "[1]", "{\"payload\":7}", "{\"payload\":\"!\"}")) {
      entries.add(odd.getBytes(UTF_8));
    }
    assertThat(read(entries).contains(Lives.uid(0))).isTrue();
  }

  @Test
  void anEmptyLogSaysThatNothingEnded() throws Exception {
    EndedRequests ended = read(List.of());
    assertThat(ended.covers(Lives.START)).isTrue();
    assertThat(ended.contains(Lives.uid(0))).isFalse();
  }

  @Test
  void beforeItIsReadOnlyWhatIsCreatedLaterIsKnown() {
    EndedRequests ended = new EndedRequests();
    assertThat(ended.covers(BEGUN.plusSeconds(1))).as("it has not begun").isFalse();
    ended.begin(BEGUN);
    assertThat(ended.covers(BEGUN)).isFalse();
    assertThat(ended.covers(BEGUN.plusMillis(1))).isTrue();
    assertThat(EndedRequests.none().covers(Lives.START)).as("there is no log").isTrue();
  }

  @Test
  void whatThisProcessEndsItselfItKnowsAtOnce() {
    EndedRequests ended = EndedRequests.none();
    ended.heard(Lives.event(EventKind.DENIED, 1, Lives.START, Facts.none()));
    ended.heard(Lives.event(EventKind.REVOKE_INTENDED, 2, Lives.START, Facts.none()));
    assertThat(ended.contains(Lives.uid(1))).isFalse();
    assertThat(ended.contains(Lives.uid(2))).isFalse();
    ended.heard(Lives.event(EventKind.REVOKED, 1, Lives.START, Facts.none()));
    ended.heard(Lives.event(EventKind.FORGOTTEN, 2, Lives.START, Facts.none()));
    assertThat(ended.contains(Lives.uid(1))).isTrue();
    assertThat(ended.contains(Lives.uid(2))).isTrue();
  }

  @Test
  void noMoreAreRememberedThanThereIsRoomFor() {
    EndedRequests ended = EndedRequests.none();
    int more = 1000;
    for (int i = 0; i < EndedRequests.MOST + more; i++) {
      ended.add(Lives.uid(i));
    }
    assertThat(ended.contains(Lives.uid(EndedRequests.MOST - 1))).isTrue();
    assertThat(ended.contains(Lives.uid(EndedRequests.MOST))).isFalse();
    long found =
        IntStream.range(0, EndedRequests.MOST).filter(i -> ended.contains(Lives.uid(i))).count();
    assertThat(found).isEqualTo(EndedRequests.MOST);
  }
}
