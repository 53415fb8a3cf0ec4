package dev.leasehold.cli;

import java.io.PrintWriter;
import java.util.List;

/** What a check found, in the form that was asked for. */
interface Report {
  /** Prints all of it. */
  void print(List<Checked> all, PrintWriter out);

  /** The forms. */
  enum Form {
    text,
    junit,
    sarif
  }

  /** The one that prints this form. */
  static Report in(Form form) {
    return switch (form) {
      case text -> new TextReport();
      case junit -> new JunitReport();
      case sarif -> new SarifReport();
    };
  }
}
