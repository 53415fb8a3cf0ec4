package dev.leasehold.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECCurve;

/**
 * ECDSA over NIST P-256 with SHA-256, by FIPS 186-5; signatures are ASN.1 DER, as in X.509 and as
 * implementations of DSSE have them. The JDK's, so that a validated provider can do it.
 */
final class P256Public implements PublicKey {
  static final String ALGORITHM = "SHA256withECDSA";

  /** What stands before X and Y in a SubjectPublicKeyInfo, by RFC 5480; not compressed. */
  private static final byte[] INFO =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private static final int COORDINATE = 32;
  private static final int LENGTH = INFO.length + 2 * COORDINATE;
  private static final ECCurve CURVE = CustomNamedCurves.getByName("P-256").getCurve();

  private final byte[] info;
  private final java.security.PublicKey key;

  private P256Public(byte[] info, java.security.PublicKey key) {
    this.info = info;
    this.key = key;
  }

  /**
   * A SubjectPublicKeyInfo in DER, with the curve by its name and the point not compressed.
   *
   * @throws IllegalArgumentException if it is anything else, or the point is not on the curve
   */
  static P256Public of(byte[] info) {
    if (info.length != LENGTH || !Arrays.equals(info, 0, INFO.length, INFO, 0, INFO.length)) {
      throw new IllegalArgumentException("not an ECDSA P-256 public key (SubjectPublicKeyInfo)");
    }
    try {
      Object _ = CURVE.decodePoint(Arrays.copyOfRange(info, INFO.length - 1, LENGTH));
      return new P256Public(
          info.clone(), KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(info)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a point of P-256", e);
    }
  }

  /** Of a point as X9.62 writes it, not compressed. */
  static P256Public ofPoint(byte[] point) {
    byte[] info = Arrays.copyOf(INFO, LENGTH);
    System.arraycopy(point, 1, info, INFO.length, 2 * COORDINATE);
    return of(info);
  }

  @Override
  public byte[] encoded() {
    return info.clone();
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      requireDer(signature);
      Signature verification = Signature.getInstance(ALGORITHM);
      verification.initVerify(key);
      verification.update(message);
      return verification.verify(signature);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return false;
    }
  }

  /** Exactly one way to write it, which not all parsers demand. */
  private static void requireDer(byte[] signature) throws IOException {
    BigInteger[] _ = StandardDSAEncoding.INSTANCE.decode(CURVE.getOrder(), signature);
  }
}
