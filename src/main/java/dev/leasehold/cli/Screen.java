package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.PlainLine;
import java.io.PrintWriter;

/**
 * Prints lines of what others wrote, so that none of it can do anything to a terminal. They are
 * folded to its width.
 */
record Screen(PrintWriter out, Columns columns) {
  private static final int LINE = 5000;

  Screen(PrintWriter out) {
    this(out, Columns.ofTerminal());
  }

  void line(String text) {
    columns.fold(PlainLine.of(text, LINE)).forEach(out::println);
    out.flush();
  }
}
