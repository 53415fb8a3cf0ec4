package dev.leasehold.architecture;

import java.util.Arrays;
import java.util.Locale;

/** How large one piece of source is; written as a line of the frozen list, as in {@link #line}. */
record Size(Kind kind, String name, int number) {
  /** What is measured, and how large it may be. */
  enum Kind {
    FILE(200),
    METHOD(30),
    PARAMETERS(7),
    COMPONENTS(7);

    private final int limit;

    Kind(int limit) {
      this.limit = limit;
    }

    int limit() {
      return limit;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Size of(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException("expected \"kind name number\", found \"" + line + "\"");
    }
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.word().equals(words[0]))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no kind: \"" + words[0] + "\""));
    return new Size(kind, words[1], Integer.parseInt(words[2]));
  }

  boolean exceeds() {
    return number > kind.limit;
  }

  /** What it is the size of. */
  String key() {
    return kind.word() + " " + name;
  }

  String line() {
    return key() + " " + number;
  }
}
