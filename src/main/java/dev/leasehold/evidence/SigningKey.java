package dev.leasehold.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A log's private key in this process: Ed25519, or ECDSA P-256. */
public final class SigningKey implements LogSigner {
  private static final String FORM =
      "not an Ed25519 private key, nor one of ECDSA P-256, in PEM (PKCS #8)";

  private final VerifierKey verifier;
  private final UnaryOperator<byte[]> signing;

  private SigningKey(VerifierKey verifier, UnaryOperator<byte[]> signing) {
    this.verifier = verifier;
    this.signing = signing;
  }

  /**
   * Reads a private key in PEM (PKCS #8), as {@code openssl genpkey} writes it.
   *
   * @param name of the log, such as {@code example.com/evidence}
   * @throws IllegalArgumentException if the name is unfit, or the text is no such key; nothing of
   *     the text is in the message
   */
  public static SigningKey fromPem(String name, String pem) {
    PKCS8EncodedKeySpec spec = spec(pem);
    try {
      if (KeyFactory.getInstance("Ed25519").generatePrivate(spec) instanceof EdECPrivateKey key
          && key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
        return of(name, key.getBytes().orElseThrow());
      }
    } catch (GeneralSecurityException e) {
      return ecdsa(name, spec);
    }
    throw new IllegalArgumentException(FORM);
  }

  private static PKCS8EncodedKeySpec spec(String pem) {
    String body =
        pem.replace("-----BEGIN PRIVATE KEY-----", "")
            .replace("-----END PRIVATE KEY-----", "")
            .replaceAll("\\s", "");
    try {
      return new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  private static SigningKey ecdsa(String name, PKCS8EncodedKeySpec spec) {
    P256Secret secret;
    try {
      secret = new P256Secret((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    return new SigningKey(VerifierKey.ofP256(name, secret.publicInfo()), secret::sign);
  }

  /** Of the 32 bytes that RFC 8032 calls the private key. */
  static SigningKey of(String name, byte[] seed) {
    byte[] secret = seed.clone();
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(secret, 0, key, 0);
    return new SigningKey(VerifierKey.of(name, key), message -> signed(secret, message));
  }

  private static byte[] signed(byte[] seed, byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /**
   * The same key as that of a witness, which signs cosignatures and nothing else.
   *
   * @throws IllegalArgumentException if it is not Ed25519
   */
  WitnessKey witness() {
    return verifier.witness();
  }

  @Override
  public String name() {
    return verifier.name();
  }

  @Override
  public List<VerifierKey> keys() {
    return List.of(verifier);
  }

  @Override
  public Signatures sign(List<byte[]> messages) {
    return new Signatures(verifier, messages.stream().map(this::sign).toList());
  }

  byte[] sign(byte[] message) {
    return signing.apply(message);
  }

  @Override
  public String toString() {
    return "SigningKey[" + verifier.keyId() + "]";
  }
}
