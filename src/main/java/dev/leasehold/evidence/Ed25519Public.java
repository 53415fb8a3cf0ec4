package dev.leasehold.evidence;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Ed25519 by RFC 8032. BouncyCastle's, which is several times as fast as the JDK's. */
final class Ed25519Public implements PublicKey {
  private final byte[] key;
  private final Ed25519.PublicPoint point;

  private Ed25519Public(byte[] key, Ed25519.PublicPoint point) {
    this.key = key;
    this.point = point;
  }

  /**
   * A key of 32 bytes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static Ed25519Public of(byte[] key) {
    Ed25519.@Nullable PublicPoint point =
        key.length == Ed25519.PUBLIC_KEY_SIZE ? Ed25519.validatePublicKeyFullExport(key, 0) : null;
    if (point == null) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new Ed25519Public(key.clone(), point);
  }

  @Override
  public byte[] encoded() {
    return key.clone();
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, point, message, 0, message.length);
  }
}
