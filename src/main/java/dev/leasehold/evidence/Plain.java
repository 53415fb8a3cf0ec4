package dev.leasehold.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts as they may stand in a statement. */
final class Plain {
  private static final String REPLACEMENT = "\ufffd";

  private Plain() {}

  /** The text, with U+FFFD for each half of a surrogate pair, which no JSON may contain. */
  static String text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                plain.append(REPLACEMENT);
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  /**
   * The beginning of a text that is too long, with a marker that says that it was cut, how long it
   * was and what its SHA-256 is; so whoever has the whole text can prove that it is the one.
   *
   * @param limit in UTF-16 units, without the marker
   */
  static String cut(String text, int limit) {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    String marker = marker(whole);
    if (text.length() <= limit + marker.length()) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(limit - 1));
    return text.substring(0, inPair ? limit - 1 : limit) + marker;
  }

  /** What stands for what was cut off, or for all. */
  static String marker(byte[] whole) {
    String digest = HexFormat.of().formatHex(TreeHash.sha256().digest(whole));
    return "[cut: " + whole.length + " bytes in all, sha256 " + digest + "]";
  }
}
