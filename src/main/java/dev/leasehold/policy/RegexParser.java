package dev.leasehold.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Reads the part of RE2's syntax that can be matched without backtracking and that tickets need:
 * characters and their classes, groups, alternatives, repetition, and the ends of the text.
 */
final class RegexParser {
  /** The schema allows as much. */
  private static final int MAX_LENGTH = 256;

  /** As in RE2. */
  private static final int MAX_COUNT = 1000;

  private final String pattern;
  private int at;

  private RegexParser(String pattern) {
    this.pattern = pattern;
  }

  /** What came of reading a pattern. */
  sealed interface Result {}

  /** It can be used. */
  record Parsed(Regex regex) implements Result {}

  /** It cannot. */
  record Flawed(String what) implements Result {}

  static Result parse(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      return new Flawed("it is longer than " + MAX_LENGTH + " characters");
    }
    RegexParser parser = new RegexParser(pattern);
    try {
      Regex regex = parser.choice();
      return parser.at == pattern.length()
          ? new Parsed(regex)
          : new Flawed("at " + parser.at + ": ) without (");
    } catch (Flaw e) {
      return new Flawed("at " + parser.at + ": " + e.what);
    }
  }

  private Regex choice() throws Flaw {
    List<Regex> options = new ArrayList<>(List.of(sequence()));
    while (next('|')) {
      options.add(sequence());
    }
    return options.size() == 1 ? options.getFirst() : new Regex.Choice(options);
  }

  private Regex sequence() throws Flaw {
    List<Regex> parts = new ArrayList<>();
    while (more() && peek() != '|' && peek() != ')') {
      parts.add(repeated(atom()));
    }
    return new Regex.Sequence(parts);
  }

  private Regex atom() throws Flaw {
    int c = take();
    return switch (c) {
      case '(' -> group();
      case '[' -> new Regex.One(charClass());
      case '.' -> new Regex.One(any -> true);
      case '^' -> new Regex.Start();
      case '$' -> new Regex.End();
      case '\\' -> new Regex.One(escaped());
      case '*', '+', '?', '{' -> throw new Flaw("nothing to repeat; write \\ before a literal");
      default -> new Regex.One(CharKind.is(c));
    };
  }

  private Regex group() throws Flaw {
    if (next('?') && !next(':')) {
      throw new Flaw("only groups ( ) and (?: ) are supported");
    }
    Regex inner = choice();
    if (!next(')')) {
      throw new Flaw("( without )");
    }
    return inner;
  }

  private Regex repeated(Regex part) throws Flaw {
    if (!more() || "*+?{".indexOf(peek()) < 0) {
      return part;
    }
    Regex repeat =
        switch (take()) {
          case '*' -> new Regex.Repeat(part, 0, Integer.MAX_VALUE);
          case '+' -> new Regex.Repeat(part, 1, Integer.MAX_VALUE);
          case '?' -> new Regex.Repeat(part, 0, 1);
          default -> counted(part);
        };
    next('?'); // a lazy repetition is found exactly where a greedy one is
    return repeat;
  }

  private Regex counted(Regex part) throws Flaw {
    int min = count();
    int max = min;
    if (next(',')) {
      max = more() && peek() == '}' ? Integer.MAX_VALUE : count();
    }
    if (!next('}') || max < min) {
      throw new Flaw("a count is written {2}, {2,} or {2,5}");
    }
    return new Regex.Repeat(part, min, max);
  }

  private int count() throws Flaw {
    int from = at;
    while (more() && CharKind.isDigit(peek()) && at - from < 5) {
      at++;
    }
    String digits = pattern.substring(from, at);
    if (digits.isEmpty() || Integer.parseInt(digits) > MAX_COUNT) {
      throw new Flaw("a count is a number up to " + MAX_COUNT);
    }
    return Integer.parseInt(digits);
  }

  private IntPredicate charClass() throws Flaw {
    boolean negated = next('^');
    IntPredicate any = none -> false;
    boolean first = true;
    while (first || !more() || peek() != ']') {
      int low = take();
      if (low == '[') {
        throw new Flaw("write \\[ within [ ]");
      }
      any = any.or(low == '\\' ? escaped() : range(low));
      first = false;
    }
    at++;
    return negated ? any.negate() : any;
  }

  private IntPredicate range(int low) throws Flaw {
    if (!more() || peek() != '-' || at + 1 >= pattern.length() || pattern.charAt(at + 1) == ']') {
      return CharKind.is(low);
    }
    at++;
    int high = take();
    if (high == '\\' || high < low) {
      throw new Flaw("a range is written from low to high");
    }
    return CharKind.between(low, high);
  }

  private IntPredicate escaped() throws Flaw {
    int c = take();
    return CharKind.escaped(c)
        .orElseThrow(() -> new Flaw("\\" + Character.toString(c) + " is not supported"));
  }

  private boolean more() {
    return at < pattern.length();
  }

  private int peek() {
    return pattern.codePointAt(at);
  }

  private boolean next(char wanted) {
    boolean there = more() && pattern.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private int take() throws Flaw {
    if (!more()) {
      throw new Flaw("it ends too early");
    }
    int c = peek();
    at += Character.charCount(c);
    return c;
  }

  /** Within this class only. */
  private static final class Flaw extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    Flaw(String what) {
      super(what, null, false, false);
      this.what = what;
    }
  }
}
