package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a log whose keys are not to be had: what ended, and nothing else. */
class EndsWithoutKeysTest {
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final Subject BOT = new Subject("payments", "bot");
  private static final SigningKey OLD = Lives.key(8);

  @TempDir private Path directory;
  private final FakeKeyService service = new FakeKeyService();
  private final Past past = Past.unread();
  private final List<String> unread = new CopyOnWriteArrayList<>();
  private final List<EventLog> opened = new ArrayList<>();
  private volatile List<VerifierKey> earlier = List.of();
  private volatile LogSigner signer = new RemoteSigner(Lives.NAME, service, () -> 0);

  @AfterEach
  void stop() {
    opened.forEach(EventLog::close);
  }

  private EventLog begun() {
    EventLog log =
        new EventLog(
            LIMIT,
            known -> new LogSettings(directory, signer, earlier, 1, known),
            new UnreadWatcher(unread),
            past);
    past.begin(Lives.START.plusSeconds(1_000_000), 0);
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

  private static byte[] ofBot(EventKind kind, Instant at, SigningKey key) {
    Facts facts = Facts.none().by("olga");
    return Statement.sign(
            new Event(kind, at, Freeze.ref(BOT), Freeze.digest(BOT), facts, false), key)
        .bytes();
  }

  private void hasEndedAlone() {
    assertThat(past.requests().contains(Lives.uid(0))).isTrue();
    assertThat(past.requests().contains(Lives.uid(1))).isFalse();
    assertThat(past.requests().covers(Lives.START)).isFalse();
    assertThat(past.identities().isKnown()).isFalse();
    assertThat(past.identities().of(BOT)).isEmpty();
  }

  private List<byte[]> lives() {
    List<byte[]> entries = new ArrayList<>(Lives.bytes(6, Lives.key(41)));
    entries.add(ofBot(EventKind.OFFBOARDED, Lives.START, Lives.key(41)));
    return entries;
  }

  /** As where the pod that began anew finds Vault sealed. */
  @Test
  void endsCountWhileTheKeyCannotBeAsked() throws Exception {
    Path _ = Logs.of(directory, lives(), Lives.key(41));
    service.seal(true);
    EventLog log = begun();
    until(this::hasEndedAlone);
    until(() -> assertThat(unread).hasSize(1));
    assertThat(unread.getFirst()).contains("it is sealed; unseal it").contains("unverified");
    assertThat(log.works()).isFalse();
    assertThat(log.latest()).as("what nobody verified is not handed on").isEmpty();
    service.seal(false);
    until(() -> assertThat(past.identities().isKnown()).isTrue());
    assertThat(past.identities().of(BOT)).isPresent();
    assertThat(past.requests().covers(Lives.START)).isTrue();
    assertThat(unread).as("the same is told once").hasSize(1);
  }

  /** As where Vault no longer gives the version, or another log's earlier keys are listed. */
  @Test
  void endsCountWhereNoKeyOpensTheCheckpoint() throws Exception {
    Path _ = Logs.of(directory, lives(), Lives.key(41));
    signer = Lives.KEY;
    EventLog log = begun();
    until(this::hasEndedAlone);
    until(() -> assertThat(unread).hasSize(1));
    assertThat(unread.getFirst()).contains("no signature by a known key");
    assertThat(log.works()).isFalse();
    earlier = service.verifiers();
    until(() -> assertThat(past.identities().of(BOT)).isPresent());
    until(() -> assertThat(log.works()).isTrue());
  }

  /** Who can write the volume can have it that nothing is read, but not that this is silent. */
  @Test
  void whatIsNoCheckpointIsTold() throws Exception {
    Path _ = Logs.of(directory, lives(), Lives.key(41));
    Path _ = Files.writeString(directory.resolve("checkpoint"), "none");
    service.seal(true);
    EventLog _ = begun();
    until(() -> assertThat(unread).anyMatch(why -> why.contains("not a signed note")));
    assertThat(past.requests().contains(Lives.uid(0))).isFalse();
    assertThat(past.identities().isKnown()).isFalse();
  }

  /** Else somebody who was offboarded would be given access, once a key was forgotten. */
  @Test
  void anOffboardingByAKeyThatIsNotListedHoldsUpAccessUntilItIs() throws Exception {
    List<byte[]> entries = new ArrayList<>(Lives.bytes(5));
    entries.add(ofBot(EventKind.OFFBOARDED, Lives.START, OLD));
    entries.addAll(Lives.bytes(4));
    Path _ = Logs.of(directory, entries);
    signer = Lives.KEY;
    EventLog log = begun();
    until(() -> assertThat(unread).isNotEmpty());
    assertThat(log.works()).isTrue();
    assertThat(unread.getFirst())
        .startsWith("entry 5 ")
        .contains(OLD.verifier().keyId())
        .contains("evidence.transit.earlier");
    assertThat(past.requests().contains(Lives.uid(0))).isTrue();
    assertThat(past.identities().isKnown()).isFalse();
    assertThat(past.identities().of(BOT)).isEmpty();
    earlier = List.of(OLD.verifier());
    until(() -> assertThat(past.identities().isKnown()).isTrue());
    assertThat(past.identities().of(BOT)).isPresent();
    until(() -> assertThat(past.identities().isWhole()).isTrue());
  }

  /** The log is read again and again, but what ended in it counts from the first time. */
  @Test
  void ofALogThatIsRefusedSuchAnOffboardingIsToldOnce() throws Exception {
    Path _ = Logs.of(directory, List.of(ofBot(EventKind.OFFBOARDED, Lives.START, OLD)));
    Path _ = Files.writeString(directory.resolve("fence"), "2");
    signer = Lives.KEY;
    EventLog _ = begun();
    until(() -> assertThat(unread).hasSize(1));
    assertThat(unread.getFirst()).startsWith("entry 0 ");
    assertThat(past.identities().isKnown()).isFalse();
  }

  private boolean read(Past into, long told, List<byte[]> entries)
      throws IOException, InterruptedException {
    Path _ = Logs.of(directory, entries);
    into.begin(Lives.START.plusSeconds(1_000_000), told);
    LogSnapshot log = LogSnapshot.take(new LogFiles(new Disk.Real(), directory), Lives.KEYS);
    try {
      return new EndReader(into, Lives.KEYS).read(log, into::reached, () -> true);
    } catch (UnsoundLog e) {
      unread.add(e.getMessage());
      return false;
    }
  }

  /** The cluster had it when it was told so. */
  @Test
  void whatTheClusterHadHoldsUpNobody() throws Exception {
    List<byte[]> entries = new ArrayList<>();
    entries.add(ofBot(EventKind.OFFBOARDED, Lives.START, OLD));
    entries.add(Lives.bytes(1).getFirst());
    assertThat(read(past, 1, entries)).isFalse();
    assertThat(past.identities().isKnown()).isTrue();
    assertThat(past.identities().isWhole()).isFalse();
    assertThat(past.requests().covers(Lives.START.minusSeconds(1_000_000)))
        .as("of requests nothing is missing")
        .isTrue();
    assertThat(unread).singleElement().asString().startsWith("entry 0 ");
  }

  @Test
  void theNewestThatIsNotKnownCountsAcrossFilesAndRequestsAreReadBehindIt() throws Exception {
    List<byte[]> entries = new ArrayList<>(Lives.bytes(2 * TilePath.FULL));
    entries.set(300, ofBot(EventKind.OFFBOARDED, Lives.START, OLD));
    entries.set(100, ofBot(EventKind.REINSTATED, Lives.START, OLD));
    assertThat(read(past, 300, entries)).isFalse();
    assertThat(past.identities().isKnown()).isFalse();
    assertThat(past.requests().contains(Lives.uid(0))).isTrue();
    assertThat(
            past.requests().covers(Lives.START.plusSeconds(TilePath.FULL).plus(EndReader.DISORDER)))
        .isTrue();
    assertThat(unread).singleElement().asString().startsWith("entry 300 ");
  }

  /** Neither by the key it names, nor of this log, nor of any: whoever wrote it holds up nobody. */
  @Test
  void whatIsForgedOrOfAnotherLogIsPassedOver() throws Exception {
    byte[] said = ofBot(EventKind.OFFBOARDED, Lives.START, OLD);
    byte[] payload = Envelope.parse(said).payload();
    SigningKey foreign = SigningKey.of("example.com/other", new byte[32]);
    List<byte[]> entries =
        List.of(
            named(said, Lives.KEY.verifier().keyId()),
            named(said, Lives.NAME + "+"),
            named(said, Lives.NAME + "+5864d7d9\\n2026 ERROR"),
            named(said, ""),
            Envelope.sign(payload, foreign).bytes());
    assertThat(entries).allSatisfy(entry -> assertThat(Envelope.parse(entry)).isNotNull());
    assertThat(read(past, 0, entries)).isTrue();
    assertThat(past.identities().isKnown()).isTrue();
    assertThat(past.identities().of(BOT)).isEmpty();
  }

  private static byte[] named(byte[] entry, String keyId) {
    return new String(entry, StandardCharsets.UTF_8)
        .replace(OLD.verifier().keyId(), keyId)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** It is read before anybody is asked for keys. */
  @Test
  void endsCountWhileTheServiceHangs() throws Exception {
    Path _ = Logs.of(directory, lives(), Lives.key(41));
    FakeKeyService asked = new FakeKeyService();
    signer = new FirstRefused(new RemoteSigner(Lives.NAME, asked, () -> 0));
    CountDownLatch hanging = asked.hangs();
    try {
      EventLog _ = begun();
      until(this::hasEndedAlone);
    } finally {
      hanging.countDown();
    }
  }

  /** Cannot be asked the first time, and hangs from then on. */
  private static final class FirstRefused implements LogSigner {
    private final LogSigner signer;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    private FirstRefused(LogSigner signer) {
      this.signer = signer;
    }

    @Override
    public String name() {
      return signer.name();
    }

    @Override
    public List<VerifierKey> keys() throws IOException {
      if (isAsked.getAndSet(true)) {
        return signer.keys();
      }
      throw new IOException("it takes too long");
    }

    @Override
    public Signatures sign(List<byte[]> messages) throws IOException {
      return signer.sign(messages);
    }
  }
}
