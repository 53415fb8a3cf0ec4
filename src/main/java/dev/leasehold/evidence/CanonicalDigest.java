package dev.leasehold.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * SHA-256 over RFC 8785 canonical JSON, so that anyone can recompute a digest from the same values
 * with any tool, in whatever order or layout they have them.
 */
public final class CanonicalDigest {
  private CanonicalDigest() {}

  /** 64 lower-case hex digits; the text must be one JSON value. */
  public static String of(String json) {
    try {
      byte[] canonical =
          new JsonCanonicalizer(json).getEncodedString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
