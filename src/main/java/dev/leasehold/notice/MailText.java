package dev.leasehold.notice;

import java.util.List;
import java.util.stream.Collectors;

/** Notices in plain text, in which nothing does anything. */
final class MailText {
  /** Of several notices, so many are told in full, and of the others a line each. */
  private static final int IN_FULL = 20;

  private MailText() {}

  static String of(Bundle bundle) {
    List<Notice> all = bundle.notices();
    String full =
        all.stream().limit(IN_FULL).map(MailText::full).collect(Collectors.joining("\n--\n\n"));
    String lines =
        all.stream().skip(IN_FULL).map(n -> n.brief() + "\n").collect(Collectors.joining());
    String rest = lines.isEmpty() ? "" : "\n--\n\n" + lines;
    return full + rest + (bundle.isOne() ? "" : "\n--\n\n    " + bundle.command() + "\n");
  }

  private static String full(Notice notice) {
    StringBuilder text = new StringBuilder(notice.headline()).append("\n\n");
    for (Rows.Row row : Rows.of(notice)) {
      text.append(row.label()).append(": ");
      text.append(
          row.lines().size() == 1
              ? row.lines().getFirst()
              : "\n  - " + String.join("\n  - ", row.lines()));
      text.append('\n');
    }
    return text.append("\n    ").append(notice.command()).append('\n').toString();
  }
}
