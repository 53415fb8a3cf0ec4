package dev.leasehold.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;

/**
 * A regular expression in RE2's syntax that costs little, whoever wrote it and whatever it is
 * searched in: RE2/J takes time in proportion to the text and to the size of the compiled pattern.
 * That size can only be asked once the pattern is compiled, and compiling copies what a count
 * repeats: {@code ((a{1000}){1000}){1000}} fills any heap (decision 0091). So counts are multiplied
 * before anything is compiled.
 */
public final class BoundedPattern {
  /** Instructions that compiling may make for a moment; some 100 bytes each. */
  static final int COMPILED = 20_000;

  /** RE2 itself refuses counts over 1000. */
  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{([0-9]{1,4})(?:,([0-9]{0,4}))?\\}");

  private static final int SHOWN = 40;

  private final Pattern pattern;

  private BoundedPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** What came of reading one. */
  public sealed interface Reading {
    /** It can be searched for. */
    record Usable(BoundedPattern pattern) implements Reading {}

    /** It cannot, and this is why, for whoever wrote it. */
    record Flawed(String what) implements Reading {}
  }

  /**
   * Reads one.
   *
   * @param size instructions that it may consist of; about one for each character it can match
   */
  public static Reading read(String text, int size) {
    if (text.contains("\\Q")) {
      return new Reading.Flawed("\\Q is not supported; write \\ before each character instead");
    }
    if (bound(text) > COMPILED) {
      return new Reading.Flawed("its counts multiply to too much; write smaller ones");
    }
    try {
      Pattern pattern = Pattern.compile(text);
      return pattern.programSize() <= size
          ? new Reading.Usable(new BoundedPattern(pattern))
          : new Reading.Flawed(
              "it takes %d steps, over %d; write smaller counts"
                  .formatted(pattern.programSize(), size));
    } catch (PatternSyntaxException e) {
      return new Reading.Flawed(said(e));
    }
  }

  /** Whether it matches some part of the text. */
  public boolean isFoundIn(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find();
  }

  /**
   * More instructions than the compiled pattern can have. A count repeats the one character or
   * class before it, and only what ends with ) or }, or is not known to be one character, may hold
   * counts itself.
   */
  static long bound(String text) {
    long parts = text.length() + 2L;
    long times = 1;
    for (MatchResult count : COUNT.matcher(text).results().toList()) {
      int most = Math.max(1, Math.max(number(count.group(1)), number(count.group(2))));
      if (repeatsOneCharacter(text, count.start())) {
        parts += most;
      } else {
        times = Math.min(times * most, COMPILED + 1L);
      }
    }
    return 2 * parts * times;
  }

  private static int number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static boolean repeatsOneCharacter(String text, int count) {
    char before = count == 0 ? ')' : text.charAt(count - 1);
    return before == ']' || before == '.' || Character.isLetterOrDigit(before);
  }

  /** RE2's own words, but where it says only that its stack is empty. */
  private static String said(PatternSyntaxException e) {
    return e.getDescription().contains("internal error")
        ? "unexpected ), or ( missing"
        : e.getDescription() + ": " + shown(e);
  }

  private static String shown(PatternSyntaxException e) {
    String where = e.getPattern();
    return where.codePointCount(0, where.length()) <= SHOWN
        ? where
        : where.substring(0, where.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
