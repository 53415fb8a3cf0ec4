package dev.leasehold.approval.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs as ssh-keygen does, with an Ed25519 key that is made from a number, for tests. */
public record Pen(int seed) {
  private static final byte[] TYPE = ascii("ssh-ed25519");

  /** As in a .pub file. */
  public String publicKey() {
    return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob()) + " pen-" + seed;
  }

  /** The key itself. */
  public PublicKey key() {
    return ((PublicKey.Parsed.Usable) PublicKey.parse(publicKey())).key();
  }

  /** The annotation that carries this document's signature. */
  public String signs(ApprovalDocument document) {
    byte[] signature = sign(document.text().getBytes(StandardCharsets.UTF_8));
    return new SignatureAnnotation(
            document.roles(), document.notAfter(), Base64.getEncoder().encodeToString(signature))
        .text();
  }

  /** A signature in the binary form. */
  public byte[] sign(byte[] message) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(ascii("SSHSIG"));
    byte[] purpose = encoded(ascii(SshSignature.NAMESPACE), new byte[0], ascii("sha512"));
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(ascii("SSHSIG"));
    data.writeBytes(purpose);
    data.writeBytes(encoded(sha512(message)));
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, secret());
    signer.update(data.toByteArray(), 0, data.size());
    head.writeBytes(new byte[] {0, 0, 0, 1});
    head.writeBytes(encoded(blob()));
    head.writeBytes(purpose);
    head.writeBytes(encoded(encoded(TYPE, signer.generateSignature())));
    return head.toByteArray();
  }

  private byte[] blob() {
    return encoded(TYPE, secret().generatePublicKey().getEncoded());
  }

  private Ed25519PrivateKeyParameters secret() {
    byte[] bytes = new byte[Ed25519PrivateKeyParameters.KEY_SIZE];
    Arrays.fill(bytes, (byte) seed);
    return new Ed25519PrivateKeyParameters(bytes, 0);
  }

  private static byte[] encoded(byte[]... strings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] string : strings) {
      out.writeBytes(new byte[] {0, 0, (byte) (string.length >> 8), (byte) string.length});
      out.writeBytes(string);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sha512(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
