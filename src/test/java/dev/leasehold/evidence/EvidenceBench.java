package dev.leasehold.evidence;

import dev.leasehold.audit.LifeReader;
import dev.leasehold.audit.Period;
import dev.leasehold.audit.Report;
import dev.leasehold.audit.Source;
import dev.leasehold.audit.page.ReportPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures what a log costs, in the directory that it is given: how long an append waits, how long
 * an entry is, and how long it takes to verify 100,000 of them and to report on them. See decisions
 * 0121 and 0126.
 */
final class EvidenceBench {
  private static final int APPENDS = 2000;
  private static final int MANY = 100_000;

  private EvidenceBench() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    for (int writers : List.of(1, 20)) {
      Path log = Files.createDirectories(directory.resolve("writers-" + writers));
      System.out.println(appends(log, writers));
    }
    Path many = Files.createDirectories(directory.resolve("many"));
    System.out.println(written(many));
    System.out.println(latest(many));
    System.out.println(ends(many));
    long start = System.nanoTime();
    Verdict verdict = Logs.verdict(many);
    System.out.printf(
        "verified %d entries, %d findings: %d ms%n",
        verdict.entries(), verdict.count(), millis(System.nanoTime() - start));
    System.out.println(reported(many));
  }

  /** Verified again while lives are made of the entries, and written as a page. */
  private static String reported(Path log) throws IOException {
    long start = System.nanoTime();
    LifeReader lives = new LifeReader(Period.ALL);
    Verdict verdict = new LogVerifier(log, Lives.KEYS, List.of(), lives).verify();
    Source source = Source.of(verdict, Lives.KEYS);
    Report report = Report.of(source, Period.ALL, lives.population());
    long read = System.nanoTime();
    int length = ReportPage.of(report).length();
    long end = System.nanoTime();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return "a report on %d requests: %d ms, its page of %d characters %d ms, %d MB held"
        .formatted(
            report.lives().size(),
            millis(read - start),
            length,
            millis(end - read),
            (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
  }

  private static String appends(Path directory, int writers) throws Exception {
    List<Unsigned> entries = Lives.unsigned(APPENDS);
    List<Long> nanos = new ArrayList<>();
    LogSettings settings = new LogSettings(directory, Lives.KEY, List.of(), 1, Optional.empty());
    try (EvidenceLog log = EvidenceLog.open(settings);
        ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Callable<Long>> all = new ArrayList<>();
      entries.forEach(entry -> all.add(() -> timed(log, entry)));
      long start = System.nanoTime();
      for (Future<Long> each : threads.invokeAll(all)) {
        nanos.add(each.get());
      }
      long took = System.nanoTime() - start;
      nanos.sort(null);
      return "%d writers: p50 %.1f ms, p99 %.1f ms, %d entries a second"
          .formatted(
              writers,
              nanos.get(APPENDS / 2) / 1e6,
              nanos.get(APPENDS * 99 / 100) / 1e6,
              APPENDS * 1_000_000_000L / took);
    }
  }

  private static long timed(EvidenceLog log, Unsigned entry) throws Exception {
    long start = System.nanoTime();
    Receipt _ = log.append(entry, Duration.ofMinutes(1));
    return System.nanoTime() - start;
  }

  private static String written(Path directory) throws IOException {
    long bytes = 0;
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    try (LogWriter writer =
        LogWriter.open(new Disk.Real(), directory, Lives.KEY, Lives.KEYS, 1, Optional.empty())) {
      for (int from = 0; from < MANY; from += Recovery.MAX_BATCH) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = from; i < Math.min(MANY, from + Recovery.MAX_BATCH); i++) {
          batch.add(Statement.sign(Lives.event(i), Lives.KEY).bytes());
        }
        bytes += batch.stream().mapToLong(entry -> entry.length).sum();
        if (from == 0) {
          batch.subList(0, 4).forEach(first::writeBytes);
        }
        List<Receipt> _ = writer.append(batch);
      }
    }
    return "%d entries: %d bytes each, a life of four %d"
        .formatted(MANY, bytes / MANY, first.size());
  }

  /** As an operator reads it when it begins (decision 0129). */
  private static String latest(Path directory) throws IOException {
    long start = System.nanoTime();
    LogFiles files = new LogFiles(new Disk.Real(), directory);
    LatestEntries latest = LatestEntries.of(LogSnapshot.take(files, Lives.KEYS));
    long took = System.nanoTime() - start;
    boolean isRead = latest.say(Lives.uid(MANY / 4 - 1), List.of(EventKind.REVOKED));
    return "the latest %d entries: %d ms, %s"
        .formatted(LatestEntries.MOST, millis(took), isRead ? "read" : "NOT read");
  }

  /** The same (decision 0134). */
  private static String ends(Path directory) throws IOException, InterruptedException {
    Past past = Past.none();
    EndedRequests ended = past.requests();
    long start = System.nanoTime();
    LogFiles files = new LogFiles(new Disk.Real(), directory);
    boolean isRead =
        new EndReader(past, Lives.KEYS)
            .read(LogSnapshot.take(files, Lives.KEYS), (newest, index) -> {}, () -> true);
    long took = System.nanoTime() - start;
    isRead &= ended.contains(Lives.uid(0)) && ended.contains(Lives.uid(MANY / 4 - 1));
    return "all ends in %d entries: %d ms, %s"
        .formatted(MANY, millis(took), isRead ? "read" : "NOT read");
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
