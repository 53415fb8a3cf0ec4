package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceLogTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path directory;

  @Test
  void whatManyAppendIsAllThereAndSharesCommits() throws Exception {
    CountingDisk disk = new CountingDisk();
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    try (EvidenceLog log = EvidenceLog.open(settings(1, Optional.empty()), disk)) {
      int before = disk.checkpoints.get();
      Lives.unsigned(300).forEach(entry -> receipts.add(log.queued(entry)));
      Set<Long> indexes = new HashSet<>();
      for (CompletableFuture<Receipt> receipt : receipts) {
        indexes.add(receipt.get(20, TimeUnit.SECONDS).index());
      }
      assertThat(indexes).hasSize(300);
      assertThat(disk.checkpoints.get() - before).isLessThan(150);
      assertThat(log.latest().orElseThrow().size()).isEqualTo(300);
    }
    assertThat(Logs.said(Logs.verdict(directory))).isEmpty();
  }

  @Test
  void aSecondWriterIsRefused() throws Exception {
    try (EvidenceLog log = EvidenceLog.open(settings(1, Optional.empty()))) {
      assertRefused(settings(2, Optional.empty()), "writing to");
      assertThat(log.append(Lives.unsigned(1).getFirst(), LIMIT).index()).isZero();
    }
    try (EvidenceLog log = EvidenceLog.open(settings(2, Optional.empty()))) {
      assertThat(log.latest().orElseThrow().size()).isEqualTo(1);
    }
    assertRefused(settings(1, Optional.empty()), "fence 2");
  }

  @Test
  void aWriterWhoseLockDoesNotHoldIsStoppedByTheFence() throws Exception {
    try (EvidenceLog log = EvidenceLog.open(settings(1, Optional.empty()))) {
      Files.writeString(directory.resolve("fence"), "2");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> log.append(Lives.unsigned(1).getFirst(), LIMIT))
          .withRootCauseInstanceOf(UnsoundLog.class);
    }
    assertThat(Logs.checkpoint(directory).size()).isZero();
  }

  /** As where the key is far away, and locks of files do not hold. */
  @Test
  void aWriterThatComesWhileItIsSignedIsNotOverwritten() throws Exception {
    SlowSigner slow = new SlowSigner();
    LogSettings settings = new LogSettings(directory, slow, List.of(), 1, Optional.empty());
    try (EvidenceLog log = EvidenceLog.open(settings)) {
      slow.meanwhile = () -> Files.writeString(directory.resolve("fence"), "2");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> log.append(Lives.unsigned(1).getFirst(), LIMIT))
          .withRootCauseInstanceOf(UnsoundLog.class);
    }
    assertThat(Logs.checkpoint(directory).size()).isZero();
  }

  /** The other one's checkpoint is of a log with entries, and would be lost. */
  @Test
  void aWriterThatComesWhileALogIsBegunIsNotOverwritten() throws Exception {
    SlowSigner slow = new SlowSigner();
    slow.meanwhile = () -> Files.writeString(directory.resolve("fence"), "2");
    LogSettings settings = new LogSettings(directory, slow, List.of(), 1, Optional.empty());
    assertThatExceptionOfType(UnsoundLog.class).isThrownBy(() -> EvidenceLog.open(settings));
    assertThat(directory.resolve("checkpoint")).doesNotExist();
    slow.meanwhile = () -> Files.writeString(directory.resolve("checkpoint"), "another's");
    assertRefused(
        new LogSettings(directory, slow, List.of(), 2, Optional.empty()), "somebody else");
    assertThat(directory.resolve("checkpoint")).hasContent("another's");
  }

  /** Something happens while it signs a checkpoint. */
  private static final class SlowSigner implements LogSigner {
    private volatile Callable<?> meanwhile = () -> 0;

    @Override
    public String name() {
      return Lives.NAME;
    }

    @Override
    public List<VerifierKey> keys() {
      return Lives.KEYS;
    }

    @Override
    public Signatures sign(List<byte[]> messages) throws IOException {
      if (new String(messages.getFirst(), StandardCharsets.UTF_8).startsWith(Lives.NAME)) {
        try {
          Object _ = meanwhile.call();
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
      return Lives.KEY.sign(messages);
    }
  }

  @Test
  void anOlderVolumeAForkAndAnEmptyOneAreRefused() throws Exception {
    Path today = Logs.of(directory.resolve("today"), Lives.bytes(260));
    Checkpoint known = Logs.checkpoint(today);
    Logs.of(directory.resolve("log"), Lives.bytes(259));
    assertRefused(settings("log", known), "older than what is known of it");
    List<byte[]> other = new ArrayList<>(Lives.bytes(300));
    other.set(0, Lives.bytes(301).getLast());
    Logs.of(directory.resolve("fork"), other);
    assertRefused(settings("fork", known), "is a fork");
    Files.createDirectory(directory.resolve("empty"));
    assertRefused(settings("empty", known), "the volume is empty");
    Files.delete(today.resolve("checkpoint"));
    assertRefused(settings("today", known), "the checkpoint is missing");
  }

  @Test
  void aTailThatDoesNotFitIsRefused() throws Exception {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(3));
    Checkpoint known = Logs.checkpoint(log);
    Path bundle = log.resolve("tile/entries/000.p/3");
    byte[] sound = Files.readAllBytes(bundle);
    List<byte[]> more = new ArrayList<>(Lives.bytes(3));
    more.add(Statement.sign(Lives.event(3), Lives.key(9)).bytes());
    Files.write(bundle, Bundle.encode(more));
    assertRefused(settings("log", known), "is not signed by the log's key");
    Files.write(bundle, Bundle.encode(Lives.bytes(2)));
    assertRefused(settings("log", known), "entries from 2 on are missing");
    sound[20] ^= 1;
    Files.write(bundle, sound);
    assertRefused(settings("log", known), "does not fit its checkpoint");
  }

  @Test
  void aDiskThatIsFullRefusesUntilThereIsRoom() throws Exception {
    CountingDisk disk = new CountingDisk();
    List<Unsigned> entries = Lives.unsigned(3);
    try (EvidenceLog log = EvidenceLog.open(settings(1, Optional.empty()), disk)) {
      assertThat(log.append(entries.getFirst(), LIMIT).index()).isZero();
      disk.isFull = true;
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> log.append(entries.get(1), LIMIT))
            .withStackTraceContaining("No space left");
      }
      disk.isFull = false;
      assertThat(log.append(entries.get(2), LIMIT).index()).isEqualTo(1);
    }
    assertThat(Logs.said(Logs.verdict(directory))).isEmpty();
  }

  /** The disk has room again just when the next one is written. */
  @Test
  void whatCameAfterAnEntryThatFailedDoesNotComeBeforeIt() throws Exception {
    CountingDisk disk = new CountingDisk();
    List<Unsigned> entries = Lives.unsigned(2);
    try (EvidenceLog log = EvidenceLog.open(settings(1, Optional.empty()), disk)) {
      int failures = log.failures();
      disk.isFull = true;
      assertThat(log.queued(entries.getFirst(), failures))
          .failsWithin(LIMIT)
          .withThrowableThat()
          .withStackTraceContaining("No space left");
      disk.isFull = false;
      assertThat(log.queued(entries.getLast(), failures))
          .failsWithin(LIMIT)
          .withThrowableThat()
          .withStackTraceContaining("an entry before it");
      assertThat(log.append(entries.getFirst(), LIMIT).index()).isZero();
      assertThat(log.append(entries.getLast(), LIMIT).index()).isEqualTo(1);
    }
  }

  private void assertRefused(LogSettings settings, String why) {
    assertThatExceptionOfType(UnsoundLog.class)
        .isThrownBy(() -> EvidenceLog.open(settings))
        .withMessageContaining(why);
  }

  private LogSettings settings(long fence, Optional<Checkpoint> known) {
    return new LogSettings(directory, Lives.KEY, List.of(), fence, known);
  }

  private LogSettings settings(String name, Checkpoint known) {
    Path log = directory.resolve(name);
    return new LogSettings(log, Lives.KEY, List.of(), 2, Optional.of(known));
  }

  /** Counts checkpoints; may be full, which a volume that is remounted read-only is like. */
  private static final class CountingDisk implements OverDisk {
    private final Disk real = new Disk.Real();
    private final AtomicInteger checkpoints = new AtomicInteger();
    private volatile boolean isFull;

    @Override
    public Disk real() {
      return real;
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      if (isFull) {
        throw new IOException("No space left on device");
      }
      real.write(file, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      if (to.endsWith("checkpoint")) {
        int _ = checkpoints.incrementAndGet();
      }
      real.rename(from, to);
    }
  }
}
