package dev.leasehold.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the end of a log says, and of what it says nothing. */
class LatestEntriesTest {
  private static final Set<EventKind> REVOKED = Set.of(EventKind.REVOKED);

  @TempDir private Path directory;

  private LatestEntries latest(List<byte[]> entries) throws IOException {
    Path _ = Logs.of(directory, entries);
    return read();
  }

  private LatestEntries read() throws IOException {
    return LatestEntries.of(LogSnapshot.take(new LogFiles(new Disk.Real(), directory), Lives.KEYS));
  }

  @Test
  void aSmallLogSaysAllSinceItsFirstEntry() throws IOException {
    LatestEntries latest = latest(Lives.bytes(7));
    assertThat(latest.covers(Lives.START)).isTrue();
    assertThat(latest.covers(Lives.START.minusMillis(1))).isFalse();
    assertThat(latest.say(Lives.uid(0), REVOKED)).isTrue();
    assertThat(latest.say(Lives.uid(1), REVOKED)).isFalse();
    assertThat(latest.say(Lives.uid(1), Set.of(EventKind.REVOKE_INTENDED))).isTrue();
    assertThat(latest.say(Lives.uid(2), Set.of(EventKind.values()))).isFalse();
  }

  @Test
  void aLogWithoutEntriesSaysNothing() throws IOException {
    LatestEntries latest = latest(List.of());
    assertThat(latest.covers(Lives.START.plusSeconds(1_000_000))).isFalse();
  }

  @Test
  void ofALongLogTheEndIsReadAndItsBeginningIsLeftForOthers() throws IOException {
    int size = LatestEntries.MOST + 3 * TilePath.FULL + 5;
    LatestEntries latest = latest(Lives.bytes(size));
    int first = (size - LatestEntries.MOST) / TilePath.FULL * TilePath.FULL;
    assertThat(latest.say(Lives.uid(first / 4 - 1), REVOKED)).isFalse();
    assertThat(latest.say(Lives.uid(first / 4), REVOKED)).isTrue();
    assertThat(latest.covers(Lives.START.plusSeconds(first + LatestEntries.MARGIN))).isTrue();
    assertThat(latest.covers(Lives.START.plusSeconds(first + LatestEntries.MARGIN - 1))).isFalse();
  }

  /** They may be much older than what was written before them. */
  @Test
  void whatCameInLateSaysNothingOfTheTime() throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      entries.add(Statement.sign(Lives.event(i).afterwards(), Lives.KEY).bytes());
    }
    LatestEntries late = latest(entries);
    assertThat(late.covers(Lives.START)).as("there are no others").isTrue();
    entries.add(Statement.sign(Lives.event(100), Lives.KEY).bytes());
    LatestEntries latest =
        LatestEntries.of(entries.stream().map(LatestEntriesTest::read).toList(), 0);
    assertThat(latest.covers(Lives.START.plusSeconds(99))).isFalse();
    assertThat(latest.covers(Lives.START.plusSeconds(100))).isTrue();
    assertThat(latest.say(Lives.uid(0), Set.of(EventKind.PROVISIONED))).isTrue();
  }

  /** The process that told it may not have told all that it was to. */
  @Test
  void whatWasTakenFromRecordsIsLookedThroughOnceMore() {
    Instant outage = Lives.START.minusSeconds(600);
    Facts taken = Facts.none().fromRecord();
    List<Statement> entries =
        List.of(
            statement(Lives.event(0)),
            statement(Lives.event(EventKind.REVOKE_INTENDED, 7, Instant.EPOCH, taken)),
            statement(Lives.event(EventKind.REVOKED, 7, outage, taken)));
    LatestEntries latest = LatestEntries.of(entries, 0);
    assertThat(latest.covers(outage)).isTrue();
    assertThat(latest.covers(outage.minusMillis(1))).isFalse();
  }

  private static Statement statement(Event event) {
    return read(Statement.sign(event.afterwards(), Lives.KEY).bytes());
  }

  private static Statement read(byte[] entry) {
    return Statement.read(Envelope.parse(entry).payload());
  }

  @Test
  void entriesOfALaterVersionArePassedOverAndWhatIsDamagedIsNotRead() throws IOException {
    List<byte[]> entries = new ArrayList<>(Lives.bytes(4));
    entries.add(Envelope.sign("{\"event\": \"Teleported\"}".getBytes(UTF_8), Lives.KEY).bytes());
    assertThat(latest(entries).say(Lives.uid(0), REVOKED)).isTrue();
    Path bundle = directory.resolve(TilePath.ofEntries(0, entries.size()).path());
    byte[] cut = Files.readAllBytes(bundle);
    Path _ = Files.write(bundle, Arrays.copyOf(cut, cut.length - 1));
    assertThatThrownBy(this::read).isInstanceOf(UnsoundLog.class);
  }
}
