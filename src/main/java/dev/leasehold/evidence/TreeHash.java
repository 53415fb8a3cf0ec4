package dev.leasehold.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash of a leaf or node of the log's Merkle tree, by RFC 6962, section 2.1. */
public final class TreeHash {
  /** In bytes. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of an entry. */
  public static TreeHash leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return new TreeHash(digest.digest(entry));
  }

  /** The hash of the node over these two. */
  static TreeHash node(TreeHash left, TreeHash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.bytes);
    return new TreeHash(digest.digest(right.bytes));
  }

  /** The root of a tree without entries. */
  static TreeHash ofNothing() {
    return new TreeHash(sha256().digest());
  }

  /**
   * The hash that these bytes are.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  static TreeHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes, found " + bytes.length);
    }
    return new TreeHash(bytes.clone());
  }

  /**
   * The hash in standard Base64.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static TreeHash ofBase64(String text) {
    TreeHash hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("not the Base64 of a hash");
    }
    return hash;
  }

  /** In standard Base64, as checkpoints and proofs have it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
