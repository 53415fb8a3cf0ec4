package dev.leasehold.audit;

/**
 * Makes texts look like what they are: what is not seen, turns the direction of others, or does
 * something to a terminal becomes a visible escape with its code point in braces.
 */
public final class Visible {
  /** Letters that are drawn as nothing. */
  private static final String FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0";

  private Visible() {}

  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append("\\u{%04X}".formatted(c));
              }
            });
    return visible.toString();
  }

  private static boolean isPlain(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> FILLERS.indexOf(c) < 0 && !isVariation(c);
        };
  }

  private static boolean isVariation(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || c == 0x34f;
  }
}
