package dev.leasehold.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts of bounded length that are the same only if the whole texts are. */
final class Excerpt {
  /** In UTF-16 units. */
  private static final int LIMIT = 200;

  private Excerpt() {}

  static String of(String text) {
    if (text.length() <= LIMIT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LIMIT - 1)) ? LIMIT - 1 : LIMIT;
    byte[] digest = Sampling.sha256(text.getBytes(StandardCharsets.UTF_8));
    return text.substring(0, end) + "… (sha256 " + HexFormat.of().formatHex(digest) + ")";
  }
}
