package dev.leasehold.upgrade;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What was looked at, and what came out. A failure stops nothing that follows. */
final class Verdicts {
  private static final int WIDTH = 160;

  private final PrintStream out;
  private final List<Row> rows = new ArrayList<>();
  private String chapter = "";

  Verdicts(PrintStream out) {
    this.out = out;
  }

  private record Row(String chapter, String what, boolean holds, String found, long millis) {}

  /** What follows is looked at in this chapter. */
  void chapter(String title) {
    chapter = title;
    out.printf("%n%s%n", title);
  }

  /** A remark that is no verdict. */
  void note(String remark) {
    out.println("     " + remark);
  }

  /** Holds unless it throws; what it returns is what was found. */
  void check(String what, Callable<String> looked) {
    long began = System.nanoTime();
    Row row;
    try {
      row = new Row(chapter, what, true, looked.call(), since(began));
    } catch (Exception | AssertionError e) {
      row = new Row(chapter, what, false, String.valueOf(e.getMessage()), since(began));
    }
    rows.add(row);
    out.println(line(row));
  }

  /** The number of those that do not hold. */
  int failures() {
    return (int) rows.stream().filter(row -> !row.holds()).count();
  }

  /** Prints all of them once more, without what was found where it held. */
  void print() {
    out.printf("%n%-24s  %-52s  %-7s  %8s%n", "WHERE", "WHAT", "VERDICT", "MS");
    rows.forEach(
        row ->
            out.printf(
                Locale.ROOT,
                "%-24s  %-52s  %-7s  %8d%n",
                row.chapter(),
                row.what(),
                row.holds() ? "holds" : "FAILS",
                row.millis()));
    out.printf(Locale.ROOT, "%d looked at, %d failed%n", rows.size(), failures());
  }

  private static String line(Row row) {
    String found = row.found().replaceAll("\\s+", " ");
    return String.format(
        Locale.ROOT,
        "%s %s (%d ms): %s",
        row.holds() ? "  ok" : "FAIL",
        row.what(),
        row.millis(),
        found.length() > WIDTH && row.holds() ? found.substring(0, WIDTH) + " …" : found);
  }

  private static long since(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
