package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.PlainLine;
import java.io.PrintWriter;

/** Prints lines of what others wrote, so that none of it can do anything to a terminal. */
record Screen(PrintWriter out) {
  private static final int LINE = 5000;

  void line(String text) {
    out.println(PlainLine.of(text, LINE));
    out.flush();
  }
}
