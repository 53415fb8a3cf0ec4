package dev.leasehold.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A log's Ed25519 key in this process. */
public final class SigningKey implements LogSigner {
  private final byte[] seed;
  private final VerifierKey verifier;

  private SigningKey(byte[] seed, VerifierKey verifier) {
    this.seed = seed;
    this.verifier = verifier;
  }

  /**
   * Reads a private key in PEM (PKCS #8), as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @param name of the log, such as {@code example.com/evidence}
   * @throws IllegalArgumentException if the name is unfit, or the text is no such key; nothing of
   *     the text is in the message
   */
  public static SigningKey fromPem(String name, String pem) {
    String body =
        pem.replace("-----BEGIN PRIVATE KEY-----", "")
            .replace("-----END PRIVATE KEY-----", "")
            .replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(body);
      if (KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der))
              instanceof EdECPrivateKey key
          && key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
        return of(name, key.getBytes().orElseThrow());
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not an Ed25519 private key in PEM (PKCS #8)", e);
    }
    throw new IllegalArgumentException("not an Ed25519 private key in PEM (PKCS #8)");
  }

  /** Of the 32 bytes that RFC 8032 calls the private key. */
  static SigningKey of(String name, byte[] seed) {
    return new SigningKey(seed.clone(), VerifierKey.of(name, publicKey(seed)));
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The same key as that of a witness, which signs cosignatures and nothing else. */
  WitnessKey witness() {
    return WitnessKey.of(verifier.name(), publicKey(seed));
  }

  private static byte[] publicKey(byte[] seed) {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
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
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public String toString() {
    return "SigningKey[" + verifier.keyId() + "]";
  }
}
