package dev.leasehold.policy;

import java.util.ArrayList;
import java.util.List;

/** Lists of words in lines of some width, so that nothing of a long list has to be cut. */
final class Wrapped {
  private static final String COMMA = ", ";

  private Wrapped() {}

  /** All of the words, joined by commas; only a line of a single word may be longer than that. */
  static List<String> lines(List<String> words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty() && line.length() + COMMA.length() + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : COMMA).append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return List.copyOf(lines);
  }
}
