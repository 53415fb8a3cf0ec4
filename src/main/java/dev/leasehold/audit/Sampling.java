package dev.leasehold.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A sample that anybody can draw again: those requests come first for which SHA-256 of the seed, a
 * newline and the UID, in UTF-8, is the smallest.
 */
public final class Sampling {
  private Sampling() {}

  /** One of the sample, with the digest by which it was drawn. */
  public record Drawn(String digest, Life life) {}

  /** So many of them, or all if there are fewer, in the order of their digests. */
  public static List<Drawn> of(List<Life> lives, String seed, int count) {
    return lives.stream()
        .map(life -> new Drawn(digest(seed, life.request().uid()), life))
        .sorted(Comparator.comparing(Drawn::digest))
        .limit(count)
        .toList();
  }

  private static String digest(String seed, String uid) {
    return HexFormat.of().formatHex(sha256((seed + "\n" + uid).getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
