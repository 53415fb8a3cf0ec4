package dev.leasehold.approval.ssh;

import java.math.BigInteger;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.math.ec.ECPoint;

/** The two schemes of which BouncyCastle wants objects to be made. */
final class Signing {
  private Signing() {}

  static boolean ecdsa(
      ECDomainParameters curve,
      ECPoint point,
      Digest digest,
      byte[] data,
      BigInteger r,
      BigInteger s) {
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(data, 0, data.length);
    digest.doFinal(hash, 0);
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, new ECPublicKeyParameters(point, curve));
    return signer.verifySignature(hash, r, s);
  }

  /** Throws IllegalArgumentException where BouncyCastle finds the modulus to be none. */
  static boolean rsa(Material.Rsa key, Digest digest, byte[] data, byte[] signature)
      throws CryptoException {
    RSADigestSigner signer = new RSADigestSigner(digest);
    signer.init(false, new RSAKeyParameters(false, key.modulus(), key.exponent()));
    signer.update(data, 0, data.length);
    return signer.verifySignature(signature);
  }
}
