package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was said before is read in the end, whatever goes wrong first. */
class PastReaderTest {
  @TempDir private Path directory;

  private final Past past = Past.unread();
  private final EndedRequests ended = past.requests();
  private final List<String> unread = new CopyOnWriteArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final Volume volume = new Volume();
  private final PastReader reader = new PastReader(volume, new UnreadWatcher(unread), past);

  /** A log that may be refused, or throw some times. */
  private final class Volume implements PastReader.Log {
    private volatile boolean works = true;
    private volatile int failing;

    @Override
    public boolean works() {
      return works;
    }

    @Override
    public LogSnapshot snapshot() throws IOException {
      if (taken.incrementAndGet() <= failing) {
        throw taken.get() % 2 == 0 ? new OutOfMemoryError("too large") : new AssertionError("odd");
      }
      return LogSnapshot.take(new LogFiles(new Disk.Real(), directory), Lives.KEYS);
    }

    @Override
    public LogSnapshot unverified() throws IOException {
      if (failing == Integer.MAX_VALUE) {
        throw new IOException("no volume");
      }
      return LogSnapshot.unverified(new LogFiles(new Disk.Real(), directory));
    }

    @Override
    public Collection<VerifierKey> keys() {
      return Lives.KEYS;
    }
  }

  @AfterEach
  void stop() {
    reader.close();
  }

  private void begin() throws IOException {
    Path _ = Logs.of(directory, Lives.bytes(8));
    reader.begin();
  }

  private static void until(Runnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion::run);
  }

  /** As where the heap is full for a moment. */
  @Test
  void whatThrowsIsToldAndReadAgain() throws Exception {
    volume.failing = 3;
    begin();
    until(() -> assertThat(ended.covers(Lives.START)).isTrue());
    assertThat(ended.contains(Lives.uid(1))).isTrue();
    assertThat(unread).hasSize(3);
    assertThat(taken).hasValue(4);
  }

  @Test
  void ofALogThatIsRefusedTheEndsAreReadOnceAndItIsReadAgainWhenItWorks() throws Exception {
    volume.works = false;
    begin();
    until(() -> assertThat(ended.contains(Lives.uid(1))).isTrue());
    assertThat(ended.covers(Lives.START)).isFalse();
    assertThat(reader.latest().toCompletableFuture()).isNotDone();
    until(() -> assertThat(taken).as("by its keys").hasValue(1));
    volume.works = true;
    until(() -> assertThat(ended.covers(Lives.START)).isTrue());
    until(() -> assertThat(reader.latest().toCompletableFuture()).isDone());
    assertThat(taken).as("once, and as in a log that works").hasValue(3);
    assertThat(unread).isEmpty();
  }

  /** As where the volume is not mounted yet. */
  @Test
  void whatCouldNotBeReadUntilItWorksIsReadAtOnceWhenItDoes() throws Exception {
    volume.works = false;
    volume.failing = Integer.MAX_VALUE;
    begin();
    until(() -> assertThat(taken).hasValue(3));
    volume.failing = 0;
    volume.works = true;
    Awaitility.await()
        .atMost(Duration.ofMillis(2500))
        .until(() -> past.identities().isKnown() && ended.covers(Lives.START));
    assertThat(unread).as("each once").containsExactlyInAnyOrder("odd", "too large", "no volume");
  }

  @Test
  void itIsBegunOnce() throws Exception {
    begin();
    reader.begin();
    until(() -> assertThat(ended.covers(Lives.START)).isTrue());
    until(
        () ->
            assertThat(taken)
                .as("for what is waited for, which is all, and for what was said last")
                .hasValue(2));
  }
}
