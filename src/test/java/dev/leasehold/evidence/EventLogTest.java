package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is about to be done is in the log first, or refused in time; what was done comes in later.
 */
class EventLogTest {
  private static final Duration LIMIT = Duration.ofMillis(500);

  @TempDir private Path directory;
  private final HangingDisk disk = new HangingDisk();
  private final Heard heard = new Heard();
  private final Past past = Past.unread();
  private final EndedRequests ended = past.requests();
  private final List<EventLog> opened = new ArrayList<>();
  private volatile boolean behind;

  /** Hears how the log does. */
  private static final class Heard implements LogWatcher {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void written(Event event, Receipt receipt) {
      said.add(receipt.index() + " " + event.kind().text() + (event.late() ? " late" : ""));
    }

    @Override
    public void fails(String why) {
      said.add("fails: " + why);
    }

    @Override
    public void works() {
      said.add("works");
    }

    @Override
    public void unread(String why) {
      said.add("unread");
    }

    @Override
    public void lost(Event event) {
      said.add("lost " + event.kind().text());
    }
  }

  @AfterEach
  void stop() {
    disk.works();
    opened.forEach(EventLog::close);
  }

  private EventLog begun() {
    EventLog log = new EventLog(LIMIT, this::settings, heard, past, disk);
    opened.add(log);
    log.begin();
    return log;
  }

  @Test
  void whatWasSaidBeforeIsReadOnceItWorks() throws Exception {
    Path _ = Logs.of(directory, Lives.bytes(4));
    EventLog log = begun();
    LatestEntries before = log.before().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(before.say(Lives.uid(0), Set.of(EventKind.REVOKED))).isTrue();
    assertThat(heard.said).containsExactly("works");
  }

  /** Bundles before the last are not needed for writing. */
  @Test
  void whereThatCannotBeReadTheLogIsWrittenAllTheSame() throws Exception {
    Path _ = Logs.of(directory, Lives.bytes(2 * TilePath.FULL + 1));
    Files.delete(directory.resolve(TilePath.ofEntries(0, TilePath.FULL).path()));
    EventLog log = begun();
    LatestEntries before = log.before().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(before.covers(Instant.now())).isFalse();
    log.append(Lives.event(4));
    assertThat(heard.said).startsWith("works", "unread");
  }

  private LogSettings settings(Optional<Checkpoint> known) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("there is no directory");
    }
    long fence = behind ? 0 : opened.size();
    return new LogSettings(directory, Lives.KEY, List.of(), fence, known);
  }

  private static void until(Runnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(assertion::run);
  }

  /** Each entry as it stands in the log. */
  private List<String> written() throws IOException {
    assertThat(Logs.said(Logs.verdict(directory))).isEmpty();
    List<String> entries = new ArrayList<>();
    String export = new String(Logs.export(directory, Selection.ALL), StandardCharsets.UTF_8);
    for (String line : export.lines().toList()) {
      if (line.contains("\"entry\":")) {
        entries.add(line);
      }
    }
    return entries;
  }

  @Test
  void whatIsAppendedIsThereWhenItReturnsAndWhatIsNotedComesBehindIt() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    assertThat(heard.said).endsWith("0 ProvisionIntended");
    log.note(Lives.event(1));
    log.note(Lives.event(2));
    until(() -> assertThat(heard.said).endsWith("1 Provisioned", "2 RevokeIntended"));
    log.close();
    assertThat(written()).hasSize(3);
    assertThat(heard.said).doesNotContain("fails");
  }

  @Test
  void whatIsTriedAgainIsSaidOnce() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    log.append(Lives.event(0));
    log.note(Lives.event(1));
    log.append(Lives.event(0));
    log.note(Lives.event(2));
    log.note(Lives.event(2));
    log.close();
    assertThat(written()).hasSize(4);
  }

  /** Or the record of an offboarding that was let go would be taken for one that was lost. */
  @Test
  void whatIsWrittenBeforeItIsDoneIsKnownOfThePastToo() throws Exception {
    Subject bot = new Subject("payments", "bot");
    EventLog log = begun();
    log.note(ofIdentity(EventKind.OFFBOARDED, bot, Lives.START));
    assertThat(past.identities().of(bot)).isPresent();
    log.append(ofIdentity(EventKind.PURGED, bot, Lives.START.plusSeconds(1)));
    assertThat(past.identities().of(bot)).isEmpty();
  }

  private static Event ofIdentity(EventKind kind, Subject identity, Instant at) {
    return new Event(
        kind, at, Freeze.ref(identity), Freeze.digest(identity), Facts.none().by("olga"), false);
  }

  @Test
  void whileTheLogFailsNothingIsPromisedAndWhatHappensComesInLate() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    disk.fails();
    refused(log, Lives.event(4));
    assertThat(log.works()).isFalse();
    log.note(Lives.event(1));
    log.note(Lives.event(2));
    assertThat(log.waiting()).isEqualTo(2);
    disk.works();
    until(() -> assertThat(log.works()).isTrue());
    assertThat(heard.said).contains("1 Provisioned late", "2 RevokeIntended late");
    log.append(Lives.event(4));
    log.note(Lives.event(3));
    until(() -> assertThat(heard.said).contains("4 Revoked"));
    log.close();
    assertThat(written()).hasSize(5);
    assertThat(heard.said).filteredOn(s -> s.startsWith("fails")).isNotEmpty();
  }

  private static void refused(EventLog log, Event event) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> log.append(event));
  }

  @Test
  void whileTheDiskHangsNobodyWaitsForLongAndOnlyTheFirstWaitsAtAll() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    disk.hangs();
    long before = System.nanoTime();
    refused(log, Lives.event(4));
    long first = System.nanoTime() - before;
    assertThat(Duration.ofNanos(first)).isBetween(LIMIT, LIMIT.multipliedBy(4));
    before = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      refused(log, Lives.event(4));
      log.note(Lives.event(4 * i + 2));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT);
    disk.works();
    until(() -> assertThat(log.works()).isTrue());
    log.append(Lives.event(8));
    log.close();
    assertThat(written()).hasSizeBetween(102, 103);
  }

  @Test
  void aLogThatCannotBeOpenedIsToldOnceAndOpenedOnceItCanBe() throws Exception {
    Files.delete(directory);
    EventLog log = begun();
    refused(log, Lives.event(0));
    log.note(Lives.event(2));
    until(() -> assertThat(heard.said).containsExactly("fails: there is no directory", "unread"));
    Files.createDirectory(directory);
    until(() -> assertThat(log.works()).isTrue());
    assertThat(heard.said).contains("0 RevokeIntended late", "works");
    log.append(Lives.event(0));
    log.close();
    assertThat(written()).hasSize(2);
  }

  /** A later process wrote to it than this one knows of, as after etcd was put back. */
  @Test
  void endsAreReadOfALogThatIsRefusedAndAreNotAll() throws Exception {
    Path _ = Logs.of(directory, Lives.bytes(5));
    behind = true;
    EventLog log = begun();
    until(() -> assertThat(ended.contains(Lives.uid(0))).isTrue());
    assertThat(heard.said.toString()).contains("fails: ");
    assertThat(ended.covers(Lives.START.plusSeconds(1_000_000))).isFalse();
    behind = false;
    until(() -> assertThat(ended.covers(Lives.START)).isTrue());
    assertThat(log.before().toCompletableFuture().join().covers(Lives.START)).isTrue();
  }

  @Test
  void whatHappensWhileTheLogIsOpenedForTheFirstTimeIsNotLate() throws Exception {
    EventLog log = new EventLog(LIMIT, this::settings, heard, past, disk);
    opened.add(log);
    log.note(Lives.event(2));
    log.begin();
    until(() -> assertThat(heard.said).contains("0 RevokeIntended"));
  }

  @Test
  void theNextProcessGoesOnAndTheOneBeforeIsStopped() throws Exception {
    EventLog first = begun();
    first.append(Lives.event(0));
    first.note(Lives.event(1));
    first.close();
    EventLog second = begun();
    second.append(Lives.event(4));
    assertThat(heard.said).contains("2 ProvisionIntended");
    refused(first, Lives.event(8));
    second.close();
    assertThat(written()).hasSize(3);
  }

  @Test
  void closingWaitsForNothingThatHangs() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    disk.hangs();
    log.note(Lives.event(1));
    long before = System.nanoTime();
    log.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void moreThanFitsIsRefusedAndSaid() {
    Backlog backlog = new Backlog();
    for (int i = 0; i < Backlog.MOST; i++) {
      assertThat(backlog.add(Lives.event(i), false)).isTrue();
    }
    assertThat(backlog.add(Lives.event(0), false)).isFalse();
  }
}
