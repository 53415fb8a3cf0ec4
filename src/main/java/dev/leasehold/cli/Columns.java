package dev.leasehold.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide the terminal is. Lines that are wider are folded between words; nothing is ever cut.
 *
 * @param width in characters; 0 if it is not a terminal, or of unknown width
 */
record Columns(int width) {
  /** The launcher sets it, which knows the terminal. */
  private static final String PROPERTY = "leasehold.columns";

  /** What a line is folded to in a terminal that is narrower still. */
  private static final int LEAST = 40;

  /** Deeper than anything that begins a line of its own, so that no text can pass for one. */
  private static final int DEEPER = 4;

  /** A command that is to be copied is one word. */
  private static final Pattern WORD = Pattern.compile("\\s*((?<=: )leasehold [^;]+|\\S+)");

  Columns {
    width = width <= 0 ? 0 : Math.max(LEAST, width);
  }

  /** That of standard output. */
  static Columns ofTerminal() {
    return new Columns(Integer.getInteger(PROPERTY, 0));
  }

  /** Whether a line of this length need not be folded. */
  boolean hold(int length) {
    return width == 0 || length <= width;
  }

  /** The line in lines that fit, unless a single word does not. */
  List<String> fold(String line) {
    if (hold(line.length())) {
      return List.of(line);
    }
    String deeper = " ".repeat(line.length() - line.stripLeading().length() + DEEPER);
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    Matcher words = WORD.matcher(line);
    while (words.find()) {
      if (!current.isEmpty() && !hold(current.length() + words.group().length())) {
        lines.add(current.toString());
        current.setLength(0);
        current.append(deeper).append(words.group(1));
      } else {
        current.append(words.group());
      }
    }
    lines.add(current.toString());
    return lines;
  }
}
