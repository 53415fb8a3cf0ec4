package dev.leasehold.evidence;

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
 * an entry is, and how long it takes to verify 100,000 of them. See decision 0121.
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
    long start = System.nanoTime();
    Verdict verdict = Logs.verdict(many);
    System.out.printf(
        "verified %d entries, %d findings: %d ms%n",
        verdict.entries(), verdict.count(), millis(System.nanoTime() - start));
  }

  private static String appends(Path directory, int writers) throws Exception {
    List<Envelope> entries = Lives.entries(APPENDS);
    List<Long> nanos = new ArrayList<>();
    EvidenceLog.Settings settings =
        new EvidenceLog.Settings(directory, Lives.KEY, List.of(), 1, Optional.empty());
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

  private static long timed(EvidenceLog log, Envelope entry) throws Exception {
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

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
