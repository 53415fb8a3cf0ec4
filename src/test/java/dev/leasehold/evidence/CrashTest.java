package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.FailingDisk.Plan;
import dev.leasehold.evidence.FailingDisk.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The writer dies, or its disk fails, at every single step: nothing acknowledged is lost. */
class CrashTest {
  private static final List<byte[]> ENTRIES = Lives.bytes(262);
  private static final List<Integer> BATCHES = List.of(1, 252, 2, 4, 1);
  private static final Disk REAL = new Disk.Real();

  /** Waits for nothing, which takes a test no time. */
  private static final Plan NEVER = new Plan(Integer.MAX_VALUE, When.BEFORE, false, false);

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({"HALFWAY,false", "BEFORE,true", "AFTER,true"})
  void aCrashAtAnyStepLosesNothingAndForksNothing(When when, boolean losesPower)
      throws IOException {
    int step = 0;
    boolean hasFailed = true;
    while (hasFailed) {
      step++;
      Path directory = Files.createDirectory(root.resolve("at-" + step));
      FailingDisk disk = new FailingDisk(new Plan(step, when, true, losesPower));
      List<Receipt> acknowledged = new ArrayList<>();
      Optional<Checkpoint> known = crash(disk, directory, acknowledged);
      hasFailed = disk.hasFailed();
      disk.restart();
      goOn(directory, known);
      assertHolds(directory, acknowledged);
      if (step % 10 == 0) {
        assertThat(verdict(directory).findings()).isEmpty();
      }
    }
    assertThat(step).isGreaterThan(60);
  }

  private static Optional<Checkpoint> crash(Disk disk, Path directory, List<Receipt> acknowledged) {
    Optional<Checkpoint> known = Optional.empty();
    try (LogWriter writer = open(disk, directory, known)) {
      for (int count : BATCHES) {
        int from = acknowledged.size();
        acknowledged.addAll(writer.append(ENTRIES.subList(from, from + count)));
        known = Optional.of(writer.checkpoint());
        writer.settle();
      }
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(UnsoundLog.class);
    }
    return known;
  }

  private static void goOn(Path directory, Optional<Checkpoint> known) throws IOException {
    try (LogWriter writer = open(new FailingDisk(NEVER), directory, known)) {
      assertThat(writer.append(ENTRIES.subList(260, 262))).hasSize(2);
    }
  }

  private static void assertHolds(Path directory, List<Receipt> acknowledged) throws IOException {
    LogSnapshot log = LogSnapshot.take(new LogFiles(REAL, directory), Lives.KEYS);
    assertThat(log.checkpoint().size()).isGreaterThanOrEqualTo(acknowledged.size() + 2);
    for (int i = 0; i < acknowledged.size(); i += i < 3 ? 1 : 23) {
      Receipt receipt = acknowledged.get(acknowledged.size() - 1 - i);
      List<TreeHash> proof = log.tree().inclusion(receipt.index(), log.checkpoint().size());
      assertThat(Proofs.includes(log.checkpoint(), receipt.index(), receipt.leafHash(), proof))
          .isTrue();
    }
  }

  private static Verdict verdict(Path directory) throws IOException {
    return new LogVerifier(directory, Lives.KEYS, List.of(), EntryReader.none()).verify();
  }

  private static LogWriter open(Disk disk, Path directory, Optional<Checkpoint> known)
      throws IOException {
    return LogWriter.open(disk, directory, Lives.KEY, Lives.KEYS, 1, known);
  }

  @ParameterizedTest
  @CsvSource({"BEFORE", "HALFWAY", "AFTER"})
  void anErrorAtAnyStepIsRefusedAndTheNextAppendGoesOn(When when) throws Exception {
    int step = 0;
    boolean hasFailed = true;
    while (hasFailed) {
      step++;
      Path directory = Files.createDirectory(root.resolve("at-" + step));
      FailingDisk disk = new FailingDisk(new Plan(step, when, false, false));
      List<Receipt> acknowledged = new ArrayList<>();
      try (EvidenceLog log = opened(disk, directory)) {
        for (int i = 0; i < 4; i++) {
          acknowledged.add(appended(log, Lives.unsigned(i + 1).getLast()));
        }
      }
      hasFailed = disk.hasFailed();
      assertThat(verdict(directory).findings()).isEmpty();
      assertThat(verdict(directory).entries()).isBetween(4L, 5L);
      assertThat(acknowledged).extracting(Receipt::index).isSorted().doesNotHaveDuplicates();
    }
    assertThat(step).isGreaterThan(40);
  }

  private static EvidenceLog opened(Disk disk, Path directory) throws IOException {
    LogSettings settings = new LogSettings(directory, Lives.KEY, List.of(), 1, Optional.empty());
    try {
      return EvidenceLog.open(settings, disk);
    } catch (IOException e) {
      return EvidenceLog.open(settings, disk);
    }
  }

  private static Receipt appended(EvidenceLog log, Unsigned entry) throws Exception {
    Duration limit = Duration.ofSeconds(10);
    try {
      return log.append(entry, limit);
    } catch (IOException e) {
      return log.append(entry, limit);
    }
  }
}
