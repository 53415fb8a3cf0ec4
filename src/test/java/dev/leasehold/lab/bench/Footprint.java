package dev.leasehold.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process takes of the machine, as Linux tells it. */
record Footprint(long residentKib, Duration cpu) {
  private static final int TICKS_PER_SECOND = 100;

  static Footprint of(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try {
      long resident =
          Files.readAllLines(process.resolve("status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .map(line -> line.replaceAll("[^0-9]", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0);
      String stat = Files.readString(process.resolve("stat"));
      // User and system time, the 14th and 15th field; the name before may hold anything.
      long ticks =
          Stream.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
              .skip(11)
              .limit(2)
              .mapToLong(Long::parseLong)
              .sum();
      return new Footprint(resident, Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
