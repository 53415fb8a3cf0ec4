package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.PlainLine;
import java.util.List;

/**
 * The first of some lines, and how many were left out.
 *
 * @param shown each is one plain line
 */
public record Lines(List<String> shown, int more) {
  static final Lines NONE = new Lines(List.of(), 0);

  private static final int AT_MOST = 8;
  private static final int LINE = 300;

  public Lines {
    shown = List.copyOf(shown);
  }

  /** The first of them, which are the most dangerous where they come from an offer. */
  static Lines of(List<String> all) {
    List<String> first = all.stream().limit(AT_MOST).map(line -> plain(line, LINE)).toList();
    return new Lines(first, all.size() - first.size());
  }

  /** One line that does nothing to a terminal and does not change the direction of writing. */
  static String plain(String text, int limit) {
    return PlainLine.of(text, limit);
  }
}
