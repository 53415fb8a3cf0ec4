package dev.leasehold.evidence;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** A private key of {@link P256Public}, in the JDK. */
record P256Secret(ECPrivateKey key) {
  private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");

  P256Secret {
    if (!key.getParams().getOrder().equals(P256.getN())
        || !key.getParams().getGenerator().getAffineX().equals(x(BigInteger.ONE))) {
      throw new IllegalArgumentException("of another curve than P-256");
    }
  }

  private static BigInteger x(BigInteger scalar) {
    return new FixedPointCombMultiplier()
        .multiply(P256.getG(), scalar)
        .normalize()
        .getAffineXCoord()
        .toBigInteger();
  }

  /** The public half, which a private key need not have with it. */
  byte[] publicInfo() {
    return P256Public.ofPoint(
            new FixedPointCombMultiplier()
                .multiply(P256.getG(), key.getS())
                .normalize()
                .getEncoded(false))
        .encoded();
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(P256Public.ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "[P-256 private key]";
  }
}
