package dev.leasehold.evidence;

import java.util.Set;

/**
 * The public half of a witness's Ed25519 key with its name. It signs nothing but cosignatures, by
 * <a href="https://c2sp.org/tlog-cosignature">C2SP tlog-cosignature</a>; a log's key, of another
 * type, is never taken for one.
 */
public final class WitnessKey {
  private static final String WHOSE = "witness";

  private final NoteKey key;

  private WitnessKey(NoteKey key) {
    this.key = key;
  }

  static WitnessKey of(String name, byte[] key) {
    return new WitnessKey(NoteKey.of(NoteKey.COSIGNATURE, WHOSE, name, key));
  }

  /**
   * Reads a verifier key of signature type 4.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static WitnessKey parse(String text) {
    return new WitnessKey(NoteKey.parse(Set.of(NoteKey.COSIGNATURE), WHOSE, text));
  }

  /** As C2SP signed-note writes it. */
  public String text() {
    return key.text();
  }

  /** The name and the ID alone. */
  public String keyId() {
    return key.keyId();
  }

  public String name() {
    return key.name();
  }

  /** Whether it is the same key, whatever its name. */
  public boolean isSameKey(WitnessKey other) {
    return key.isSamePoint(other.key);
  }

  NoteKey noteKey() {
    return key;
  }
}
