package dev.leasehold.audit;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * One thing in which a record and the log do not agree.
 *
 * @param record its name
 * @param detail what both say, or what is missing
 */
public record Difference(String record, RecordField field, String detail) {
  private static final int SHOWN = 3;

  /** Both say something else. */
  static Difference said(
      RecordClaim claim, RecordField field, String found, Collection<String> expected) {
    String wanted =
        expected.stream()
            .sorted()
            .limit(SHOWN)
            .map(Difference::quoted)
            .collect(Collectors.joining(" or "));
    return new Difference(
        claim.name(), field, "the record says %s, the log %s".formatted(quoted(found), wanted));
  }

  static String quoted(String text) {
    return text.isEmpty() ? "nothing" : "\"" + Excerpt.of(text) + "\"";
  }

  /** In one line, for people; what is not seen in it is shown as code points. */
  public String text() {
    String where = field.path().isEmpty() ? "" : field.path() + ": ";
    return Visible.of("record " + Excerpt.of(record) + ": " + where + detail);
  }
}
