package dev.leasehold.policy;

import java.util.List;
import java.util.function.IntPredicate;

/** A regular expression without anything that needs backtracking. */
sealed interface Regex {
  /** One character of a kind. */
  record One(IntPredicate kind) implements Regex {}

  /** The beginning of the text. */
  record Start() implements Regex {}

  /** The end of the text. */
  record End() implements Regex {}

  /** One after the other. */
  record Sequence(List<Regex> parts) implements Regex {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One or the other. */
  record Choice(List<Regex> options) implements Regex {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /** Again and again: at least {@code min} and at most {@code max} times. */
  record Repeat(Regex part, int min, int max) implements Regex {}
}
