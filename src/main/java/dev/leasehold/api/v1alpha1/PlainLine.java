package dev.leasehold.api.v1alpha1;

import java.util.regex.Pattern;

/**
 * Makes one line of any text, so that it fits {@link Format#LINE}: what the schema would refuse
 * becomes U+FFFD, and what is too long is cut with an ellipsis. For status, which must be writable
 * whatever people put into a reason.
 */
public final class PlainLine {
  private static final Pattern NOT_PLAIN = Pattern.compile("[" + Format.NOT_PLAIN + "]");

  private PlainLine() {}

  /** The text in at most {@code limit} (two or more) UTF-16 units, never ending in half a pair. */
  public static String of(String text, int limit) {
    String clean = NOT_PLAIN.matcher(text).replaceAll("\uFFFD");
    if (clean.length() <= limit) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(limit - 2)) ? limit - 2 : limit - 1;
    return clean.substring(0, end) + "…";
  }
}
