package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose key is kept elsewhere: what it costs, and what happens where that is not there. */
class RemoteLogTest {
  private static final Duration LIMIT = Duration.ofMillis(300);

  @TempDir private Path directory;
  private final FakeKeyService service = new FakeKeyService();
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<EventLog> opened = new ArrayList<>();
  private RemoteSigner signer = new RemoteSigner(Lives.NAME, service, nanos::get);
  private CountDownLatch hanging = new CountDownLatch(0);

  private final LogWatcher watcher =
      new LogWatcher() {
        @Override
        public void written(Event event, Receipt receipt) {}

        @Override
        public void fails(String why) {
          said.add(why);
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
          said.add("lost");
        }
      };

  @AfterEach
  void stop() {
    hanging.countDown();
    service.seal(false);
    opened.forEach(EventLog::close);
  }

  private LogSettings settings(Optional<Checkpoint> known) {
    return new LogSettings(directory, signer, List.of(), opened.size(), known);
  }

  private EventLog begun() {
    EventLog log = new EventLog(LIMIT, this::settings, watcher, Past.none());
    opened.add(log);
    log.begin();
    return log;
  }

  private static void until(Runnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(assertion::run);
  }

  private void isRefused(EventLog log, Event event) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> log.append(event));
  }

  /** What each entry says, after all of the log was verified by these keys. */
  private List<String> written(List<VerifierKey> keys) throws IOException {
    List<String> entries = new ArrayList<>();
    EntryReader reader =
        (index, leaf, statement) ->
            entries.add(statement.kind().text() + (statement.late() ? " late" : ""));
    Verdict verdict = new LogVerifier(directory, keys, List.of(), reader).verify();
    assertThat(Logs.said(verdict)).isEmpty();
    return entries;
  }

  private List<String> written() throws IOException {
    return written(service.verifiers());
  }

  @Test
  void manyEntriesCostTwoCallsForEachCommit() throws Exception {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    try (EvidenceLog log = EvidenceLog.open(settings(Optional.empty()))) {
      assertThat(service.signed).containsExactly(1);
      CountDownLatch first = service.hangs();
      Lives.unsigned(201).forEach(entry -> receipts.add(log.queued(entry)));
      first.countDown();
      for (CompletableFuture<Receipt> receipt : receipts) {
        assertThat(receipt.get(20, TimeUnit.SECONDS)).isNotNull();
      }
    }
    // The commit that hung has some of them, and the next one all others.
    assertThat(service.signed).hasSizeBetween(3, 5);
    assertThat(service.signed.stream().mapToInt(n -> n).sum()).isBetween(203, 204);
    assertThat(written()).hasSize(201);
  }

  @Test
  void aServiceThatIsDownStopsWhatMustBeWrittenAndKeepsTheRest() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    service.seal(true);
    isRefused(log, Lives.event(4));
    assertThat(log.works()).isFalse();
    log.note(Lives.event(2));
    log.note(Lives.event(3));
    until(() -> assertThat(said).anyMatch(text -> text.contains("it is sealed; unseal it")));
    isRefused(log, Lives.event(4));
    assertThat(log.waiting()).isEqualTo(2);
    service.seal(false);
    until(() -> assertThat(log.works()).isTrue());
    log.append(Lives.event(4));
    assertThat(written())
        .containsExactly(
            "ProvisionIntended", "RevokeIntended late", "Revoked late", "ProvisionIntended");
    assertThat(said).doesNotContain("lost").endsWith("works");
  }

  @Test
  void aServiceThatHangsHoldsNobodyUp() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    hanging = service.hangs();
    isRefused(log, Lives.event(4));
    long start = System.nanoTime();
    isRefused(log, Lives.event(4));
    log.note(Lives.event(3));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    hanging.countDown();
    until(() -> assertThat(log.works()).isTrue());
    until(() -> assertThat(log.waiting()).isZero());
    assertThat(written()).endsWith("Revoked late");
  }

  /** Nobody waits for an entry then, but it must not be said to work. */
  @Test
  void aLogThatCannotBeSignedDoesNotCountAsWorking() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    log.close();
    service.seal(true);
    said.clear();
    EventLog next = begun();
    until(() -> assertThat(said).anyMatch(text -> text.contains("sealed")));
    isRefused(next, Lives.event(4));
    assertThat(next.works()).isFalse();
    assertThat(said).doesNotContain("works");
    service.seal(false);
    until(() -> assertThat(next.works()).isTrue());
  }

  @Test
  void aLogGoesOnWithTheNextVersionAndIsVerifiedByBoth() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    List<VerifierKey> first = service.verifiers();
    String before = Files.readString(directory.resolve("checkpoint"));
    int _ = service.rotate();
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    log.append(Lives.event(4));
    assertThat(written()).hasSize(2);
    String after = Files.readString(directory.resolve("checkpoint"));
    List<VerifierKey> second = service.verifiers().subList(1, 2);
    assertThat(Checkpoint.open(before, first).origin())
        .isEqualTo(Checkpoint.open(after, second).origin());
    assertThat(new LogVerifier(directory, first, List.of(), EntryReader.none()).verify().isSound())
        .isFalse();
    assertThat(new LogVerifier(directory, second, List.of(), EntryReader.none()).verify().isSound())
        .isFalse();
    log.close();
    signer = new RemoteSigner(Lives.NAME, service, nanos::get);
    begun().append(Lives.event(8));
    assertThat(written()).hasSize(3);
  }

  @Test
  void anotherKeyOfThatNameStopsTheLogAndIsNotInIt() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    List<VerifierKey> keys = service.verifiers();
    service.isReplaced();
    isRefused(log, Lives.event(4));
    until(() -> assertThat(said).anyMatch(text -> text.contains("another than before")));
    log.close();
    signer = new RemoteSigner(Lives.NAME, service, nanos::get);
    isRefused(begun(), Lives.event(4));
    until(() -> assertThat(said).anyMatch(text -> text.contains("not one of this log")));
    assertThat(written(keys)).containsExactly("ProvisionIntended");
  }

  /** The entry is on the volume by then, and is covered by the next checkpoint. */
  @Test
  void whereTheCheckpointIsNotSignedTheEntryIsCoveredLater() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    service.tells(
        (messages, honest) -> isCheckpoint(messages.getFirst()) ? List.of(new byte[64]) : honest);
    isRefused(log, Lives.event(4));
    assertThat(written()).hasSize(1);
    service.isHonest();
    until(() -> assertThat(log.works()).isTrue());
    assertThat(written()).hasSize(2);
  }

  private static boolean isCheckpoint(byte[] message) {
    return new String(message, StandardCharsets.UTF_8).startsWith(Lives.NAME + "\n");
  }

  @Test
  void earlierKeysAreEnoughToReadWhileTheServiceIsDown() throws Exception {
    EventLog log = begun();
    log.append(Lives.event(0));
    service.seal(true);
    RemoteSigner next = new RemoteSigner(Lives.NAME, service, nanos::get);
    LogSettings known = new LogSettings(directory, next, service.verifiers(), 1, Optional.empty());
    assertThat(known.knownKeys()).hasSize(1);
    assertThatExceptionOfType(IOException.class).isThrownBy(known::keys);
    LogSettings unknown = new LogSettings(directory, next, List.of(), 1, Optional.empty());
    assertThatExceptionOfType(IOException.class).isThrownBy(unknown::knownKeys);
  }

  @Test
  void publicKeysAreReadAsVaultAndOpenSslWriteThem() {
    VerifierKey key = Lives.KEY.verifier();
    byte[] typed = Base64.getDecoder().decode(key.text().substring(key.keyId().length() + 1));
    byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
    String base64 = Base64.getEncoder().encodeToString(raw);
    assertThat(VerifierKey.ofPublic(Lives.NAME, base64).text()).isEqualTo(key.text());
    String info = "MCowBQYDK2VwAyEA" + base64;
    String pem = "-----BEGIN PUBLIC KEY-----\n" + info + "\n-----END PUBLIC KEY-----\n";
    assertThat(VerifierKey.ofPublic(Lives.NAME, pem).text()).isEqualTo(key.text());
    for (String wrong : List.of("", "AAAA", base64.substring(4), info + "AAAA", "?")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> VerifierKey.ofPublic(Lives.NAME, wrong));
    }
  }
}
