package dev.leasehold.cli;

import dev.leasehold.cli.Checked.Kind;
import java.io.PrintWriter;
import java.util.List;

/** For people: a line for each thing, with more below it, and the numbers last. */
final class TextReport implements Report {
  private static final String BELOW = " ".repeat(9);

  @Override
  public void print(List<Checked> all, PrintWriter out) {
    Screen screen = new Screen(out);
    all.forEach(checked -> print(checked, screen));
    screen.line(numbers(all));
  }

  private static void print(Checked checked, Screen screen) {
    switch (checked.kind()) {
      case FILE -> checked.findings().forEach(f -> place(word(f, "FAULT"), f, "", screen));
      case ENTITLEMENT ->
          checked
              .findings()
              .forEach(
                  f -> place(word(f, "CLOSED"), f, "entitlement " + checked.name() + ": ", screen));
      case REQUEST -> {
        if (checked.headline().isEmpty()) {
          checked.findings().forEach(f -> place("FAULT", f, "", screen));
          return;
        }
        screen.line(padded(checked.fails() ? "REFUSED" : asked(checked)) + checked.headline());
        below(checked, screen);
      }
      case EXPECTATION ->
          screen.line(padded(checked.fails() ? "FAILED" : "PASSED") + checked.headline());
    }
  }

  /** What was refused and is meant to be has a reason of the operator, and does not fail. */
  private static String asked(Checked checked) {
    return CatalogLint.obstacle(checked.findings()).isPresent() ? "EXPECTED" : "ACCEPTED";
  }

  private static void below(Checked checked, Screen screen) {
    checked.details().forEach(line -> screen.line(BELOW + line));
    checked.findings().stream()
        .filter(finding -> finding.isOwn())
        .map(finding -> finding.fails() ? finding.message() : "NOTE: " + finding.message())
        .forEach(line -> screen.line(BELOW + line));
  }

  private static String word(Finding finding, String failing) {
    return finding.fails() ? failing : "NOTE";
  }

  private static void place(String word, Finding finding, String what, Screen screen) {
    String code = finding.isOwn() ? "" : finding.code() + ": ";
    screen.line(padded(word) + finding.place().text() + ": " + what + code + finding.message());
  }

  private static String padded(String word) {
    return "%-8s ".formatted(word);
  }

  private static String numbers(List<Checked> all) {
    long faults =
        all.stream()
            .filter(checked -> checked.kind() == Kind.FILE || checked.headline().isEmpty())
            .filter(checked -> checked.kind() != Kind.ENTITLEMENT)
            .flatMap(checked -> checked.findings().stream())
            .filter(Finding::fails)
            .count();
    String text =
        "%d requests, %d refused, %d faults in files; %d entitlements, %d closed"
            .formatted(
                count(all, Kind.REQUEST, false),
                refused(all),
                faults,
                count(all, Kind.ENTITLEMENT, false),
                count(all, Kind.ENTITLEMENT, true));
    long tests = count(all, Kind.EXPECTATION, false);
    return tests == 0
        ? text
        : text
            + "; %d expectations, %d failed".formatted(tests, count(all, Kind.EXPECTATION, true));
  }

  /** Those with faults are not judged. */
  private static long refused(List<Checked> all) {
    return all.stream()
        .filter(c -> c.kind() == Kind.REQUEST && c.fails() && !c.headline().isEmpty())
        .count();
  }

  private static long count(List<Checked> all, Kind kind, boolean failing) {
    return all.stream()
        .filter(checked -> checked.kind() == kind && (!failing || checked.fails()))
        .count();
  }
}
