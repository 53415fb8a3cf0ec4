package dev.leasehold.notice;

import java.util.ArrayList;
import java.util.List;

/** Notices in rows, for people; how they look is up to who shows them. */
final class Rows {
  /** Lines of a message that tells of several; chats cut what is longer. */
  private static final int AT_ONCE = 20;

  private Rows() {}

  /** One row: what it tells, and that in one or more plain lines. */
  record Row(String label, List<String> lines) {
    Row {
      lines = List.copyOf(lines);
    }
  }

  /** What there is to know besides headline and command. */
  static List<Row> of(Notice notice) {
    List<Row> rows = new ArrayList<>();
    Who who = notice.who();
    What what = notice.what();
    add(rows, "What happened", what.said());
    if (!notice.about().catalog().isEmpty()) {
      add(rows, "Entitlement", notice.about().catalog() + "." + notice.about().entitlement());
    }
    add(rows, "For service account", who.workload());
    add(rows, "Requested by", who.asked());
    add(rows, "Why", who.justification());
    add(rows, "Ticket", who.ticket());
    add(rows, "Warnings", what.warnings());
    add(rows, "Access", what.adds());
    what.deadline().ifPresent(at -> add(rows, deadline(notice.kind()), at.toString()));
    add(rows, "When", notice.at().toString());
    return List.copyOf(rows);
  }

  /** Of several a line each, as many as a chat shows. */
  static List<Row> of(Bundle bundle) {
    if (bundle.isOne()) {
      return of(bundle.first());
    }
    List<String> lines = new ArrayList<>();
    bundle.notices().stream().limit(AT_ONCE).map(Notice::brief).forEach(lines::add);
    int more = bundle.notices().size() - lines.size();
    if (more > 0) {
      lines.add("and " + more + " more");
    }
    return List.of(new Row("What happened", lines));
  }

  private static String deadline(Kind kind) {
    return switch (kind.duty()) {
      case DECIDE -> "Decide by";
      case REVIEW -> "Review by";
      case NONE -> "Until";
    };
  }

  private static void add(List<Row> rows, String label, String text) {
    if (!text.isEmpty()) {
      rows.add(new Row(label, List.of(text)));
    }
  }

  private static void add(List<Row> rows, String label, Lines lines) {
    if (!lines.shown().isEmpty()) {
      List<String> all = new ArrayList<>(lines.shown());
      if (lines.more() > 0) {
        all.add("and " + lines.more() + " more lines, which the command shows");
      }
      rows.add(new Row(label, all));
    }
  }
}
