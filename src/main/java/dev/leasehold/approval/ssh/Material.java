package dev.leasehold.approval.ssh;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The numbers of a public key, checked, by kind (RFC 8709, RFC 5656, RFC 4253 and RFC 8332). */
sealed interface Material {
  /** As OpenSSH calls the key. */
  String type();

  /** Whether this is a signature of these data by this key. */
  boolean verifies(byte[] data, SshBytes signature) throws Malformed;

  /** Reads and checks the binary form of a key. */
  static Material of(byte[] blob) throws Malformed {
    SshBytes in = new SshBytes(blob);
    String type = in.name();
    Material key =
        switch (type) {
          case "ssh-ed25519" -> Edwards.read(in);
          case "ssh-rsa" -> Rsa.read(in);
          case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
              Ecdsa.read(in, type);
          default -> throw new Malformed(refused(type));
        };
    in.end();
    return key;
  }

  private static String refused(String type) {
    if (type.contains("-cert-v01@")) {
      return "it is a certificate; use the plain key, since nobody here knows who signed it";
    }
    if (type.startsWith("sk-")) {
      return "it is the key of a FIDO token, of a kind that is not supported";
    }
    if (type.equals("ssh-dss")) {
      return "it is a DSA key, which is too weak; use Ed25519";
    }
    return "it is of a kind that is not supported; use Ed25519, ECDSA or RSA";
  }

  /** What the algorithm of a signature is called has to fit the key. */
  private static void expect(SshBytes signature, String algorithm) throws Malformed {
    if (!signature.name().equals(algorithm)) {
      throw new Malformed("it was made by another algorithm than its key is for");
    }
  }

  /** Ed25519. */
  final class Edwards implements Material {
    private final byte[] point;

    private Edwards(byte[] point) {
      this.point = point;
    }

    static Edwards read(SshBytes in) throws Malformed {
      byte[] point = in.string();
      if (point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
        throw new Malformed("it is no Ed25519 key, or one that anybody could sign with");
      }
      return new Edwards(point);
    }

    @Override
    public String type() {
      return "ssh-ed25519";
    }

    @Override
    public boolean verifies(byte[] data, SshBytes signature) throws Malformed {
      expect(signature, type());
      byte[] value = signature.string();
      signature.end();
      return value.length == Ed25519.SIGNATURE_SIZE
          && Ed25519.verify(value, 0, point, 0, data, 0, data.length);
    }
  }

  /** ECDSA on a NIST curve, with the hash that belongs to it. */
  record Ecdsa(String type, ECDomainParameters curve, ECPoint point) implements Material {
    private static final byte UNCOMPRESSED = 4;

    static Ecdsa read(SshBytes in, String type) throws Malformed {
      String name = in.name();
      if (!type.endsWith("-" + name)) {
        throw new Malformed("it names two curves");
      }
      X9ECParameters x9 = CustomNamedCurves.getByName("P-" + name.substring("nistp".length()));
      ECDomainParameters curve = new ECDomainParameters(x9);
      byte[] encoded = in.string();
      int field = (curve.getCurve().getFieldSize() + 7) / 8;
      if (encoded.length != 1 + 2 * field || encoded[0] != UNCOMPRESSED) {
        throw new Malformed("its point is not in uncompressed form");
      }
      try {
        ECPoint point = curve.validatePublicPoint(curve.getCurve().decodePoint(encoded));
        return new Ecdsa(type, curve, point);
      } catch (IllegalArgumentException e) {
        throw new Malformed("its point is not on the curve");
      }
    }

    @Override
    public boolean verifies(byte[] data, SshBytes signature) throws Malformed {
      expect(signature, type);
      SshBytes pair = new SshBytes(signature.string());
      signature.end();
      BigInteger r = pair.positive();
      BigInteger s = pair.positive();
      pair.end();
      return Signing.ecdsa(
          curve,
          point,
          switch (type) {
            case "ecdsa-sha2-nistp256" -> new SHA256Digest();
            case "ecdsa-sha2-nistp384" -> new SHA384Digest();
            default -> new SHA512Digest();
          },
          data,
          r,
          s);
    }
  }

  /** RSA with PKCS #1 v1.5 padding and SHA-2; never SHA-1. */
  record Rsa(BigInteger exponent, BigInteger modulus) implements Material {
    /** What ssh-keygen makes unless told otherwise; about as strong as 128 bits. */
    private static final int LEAST = 3072;

    private static final int MOST = 8192;
    private static final BigInteger F4 = BigInteger.valueOf(65_537);

    static Rsa read(SshBytes in) throws Malformed {
      BigInteger exponent = in.positive();
      BigInteger modulus = in.positive();
      if (modulus.bitLength() < LEAST) {
        throw new Malformed(
            "it is an RSA key of "
                + modulus.bitLength()
                + " bits, which is too weak; use Ed25519, or at least "
                + LEAST);
      }
      if (modulus.bitLength() > MOST || !modulus.testBit(0)) {
        throw new Malformed("it is an RSA key of more than " + MOST + " bits, or none at all");
      }
      if (exponent.compareTo(F4) < 0 || exponent.bitLength() > 32 || !exponent.testBit(0)) {
        throw new Malformed("it is an RSA key with an exponent that is not safe");
      }
      return new Rsa(exponent, modulus);
    }

    @Override
    public String type() {
      return "ssh-rsa";
    }

    @Override
    public boolean verifies(byte[] data, SshBytes signature) throws Malformed {
      String algorithm = signature.name();
      byte[] value = signature.string();
      signature.end();
      if (value.length != (modulus.bitLength() + 7) / 8) {
        return false;
      }
      try {
        return switch (algorithm) {
          case "rsa-sha2-256" -> Signing.rsa(this, new SHA256Digest(), data, value);
          case "rsa-sha2-512" -> Signing.rsa(this, new SHA512Digest(), data, value);
          case "ssh-rsa" -> throw new Malformed("it was made with SHA-1, which is too weak");
          default -> throw new Malformed("it was made by another algorithm than its key is for");
        };
      } catch (CryptoException | IllegalArgumentException e) {
        return false;
      }
    }
  }
}
