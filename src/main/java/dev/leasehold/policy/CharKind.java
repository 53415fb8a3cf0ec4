package dev.leasehold.policy;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The kinds of character that a regular expression may name; all are ASCII, as in RE2. */
final class CharKind {
  private static final IntPredicate DIGIT = between('0', '9');
  private static final IntPredicate WORD =
      DIGIT.or(between('a', 'z')).or(between('A', 'Z')).or(is('_'));
  private static final IntPredicate SPACE =
      is(' ').or(is('\t')).or(is('\n')).or(is('\f')).or(is('\r'));

  private CharKind() {}

  static boolean isDigit(int c) {
    return DIGIT.test(c);
  }

  static IntPredicate is(int wanted) {
    return c -> c == wanted;
  }

  static IntPredicate between(int low, int high) {
    return c -> low <= c && c <= high;
  }

  /** What a character means after a backslash: itself, unless it is a letter or a digit. */
  static Optional<IntPredicate> escaped(int c) {
    return switch (c) {
      case 'd' -> Optional.of(DIGIT);
      case 'D' -> Optional.of(DIGIT.negate());
      case 'w' -> Optional.of(WORD);
      case 'W' -> Optional.of(WORD.negate());
      case 's' -> Optional.of(SPACE);
      case 'S' -> Optional.of(SPACE.negate());
      default -> Optional.of(c).filter(o -> c == '_' || !WORD.test(c)).map(CharKind::is);
    };
  }
}
