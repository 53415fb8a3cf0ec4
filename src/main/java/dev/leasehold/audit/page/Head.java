package dev.leasehold.audit.page;

import dev.leasehold.audit.Period;
import dev.leasehold.audit.Report;
import dev.leasehold.audit.Source;
import java.util.List;

/**
 * What was read, and what is known of it.
 *
 * @param asOf the time for which all is said
 * @param population which requests are in the report
 */
public record Head(
    String log,
    List<String> keys,
    long size,
    String root,
    String asOf,
    String population,
    Trust trust) {
  /**
   * What the verification says.
   *
   * @param complete whether no entry is missing
   */
  public record Trust(boolean complete, long entries, String selection) {}

  public Head {
    keys = List.copyOf(keys);
  }

  /** The only key, or a word that stands for the one of the checkpoint. */
  public String oneKey() {
    return keys.size() == 1 ? keys.getFirst() : "KEY";
  }

  static Head of(Report report) {
    Source source = report.source();
    return new Head(
        source.checkpoint().origin(),
        source.keys(),
        source.checkpoint().size(),
        source.checkpoint().root().base64(),
        Times.of(report.asOf()),
        population(report.period(), source.checkpoint().size()),
        new Trust(source.isComplete(), source.entries(), source.selection().text()));
  }

  private static String population(Period period, long size) {
    return ("Requests with an entry from %s (entry %d) to %s (before entry %d), and those that had"
            + " begun before and not ended.")
        .formatted(
            period.from().map(Times::of).orElse("the beginning"),
            period.first(),
            period.until().map(Times::of).orElse("the end"),
            period.end().orElse(size));
  }
}
