package dev.leasehold.approval.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A signature as {@code ssh-keygen -Y sign -n leasehold.dev/approval} makes it (OpenSSH's
 * PROTOCOL.sshsig). Whatever the bytes are, an answer is given and nothing is thrown.
 */
public final class SshSignature {
  /** What a signature is for; one that was made for anything else, as for Git, approves nothing. */
  public static final String NAMESPACE = "leasehold.dev/approval";

  /** With an RSA key of 8192 bits it has less than 2,200 bytes. */
  public static final int BYTES = 2560;

  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";

  private SshSignature() {}

  /** What came of checking a signature. */
  public sealed interface Checked {
    /** It is this person's, over exactly this message. */
    record By(Signer signer, PublicKey key) implements Checked {}

    /** It is nobody's that could be known, and why. */
    record Refused(String reason) implements Checked {}
  }

  /** Looks for the signer whose key made the signature of the message. */
  public static Checked check(byte[] signature, byte[] message, List<Signer> signers) {
    if (signature.length > BYTES) {
      return new Checked.Refused("it is longer than any signature");
    }
    try {
      return verify(signature, message, signers);
    } catch (Malformed e) {
      return new Checked.Refused(e.reason());
    }
  }

  /**
   * Whether the signature is one that could be counted for the message, if its key were a signer's.
   *
   * @return why not; empty if it is
   */
  public static Optional<String> verify(byte[] signature, byte[] message) {
    try {
      SshBytes in = new SshBytes(signature);
      byte[] _ = in.raw(MAGIC.length + Integer.BYTES);
      Signer self = new Signer("self", Set.of(), List.of(PublicKey.of(in.string())));
      return check(signature, message, List.of(self)) instanceof Checked.Refused(String reason)
          ? Optional.of(reason)
          : Optional.empty();
    } catch (Malformed e) {
      return Optional.of(e.reason());
    }
  }

  /** The binary form of what {@code ssh-keygen} wrote; empty if it is not armoured as it does. */
  public static Optional<byte[]> dearmor(String text) {
    String armor = text.strip();
    if (armor.length() > 2 * BYTES || !armor.startsWith(BEGIN) || !armor.endsWith(END)) {
      return Optional.empty();
    }
    if (armor.length() < BEGIN.length() + END.length()) {
      return Optional.empty();
    }
    String body = armor.substring(BEGIN.length(), armor.length() - END.length());
    try {
      return Optional.of(Base64.getDecoder().decode(body.replaceAll("[\r\n]", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Checked verify(byte[] signature, byte[] message, List<Signer> signers)
      throws Malformed {
    SshBytes in = new SshBytes(signature);
    if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
      throw new Malformed("it is no SSH signature");
    }
    if (in.uint32() != 1) {
      throw new Malformed("it is of another version than 1");
    }
    PublicKey key = PublicKey.of(in.string());
    if (!in.name().equals(NAMESPACE)) {
      throw new Malformed("it was made for something else: sign with -n " + NAMESPACE);
    }
    if (in.string().length != 0) {
      throw new Malformed("its reserved field is not empty");
    }
    String hash = in.name();
    byte[] data = signedData(hash, message);
    SshBytes value = new SshBytes(in.string());
    in.end();
    // Nothing is computed for keys of strangers.
    Optional<Signer> signer = signers.stream().filter(s -> s.keys().contains(key)).findFirst();
    if (signer.isEmpty()) {
      throw new Malformed(
          "the key " + key.fingerprint() + " is no signer's; see chart value signers");
    }
    if (!Material.of(key.bytes()).verifies(data, value)) {
      throw new Malformed("it was not made over this: what was signed was something else");
    }
    return new Checked.By(signer.get(), key);
  }

  /** What the key has really signed. */
  private static byte[] signedData(String hash, byte[] message) throws Malformed {
    String algorithm =
        switch (hash) {
          case "sha256" -> "SHA-256";
          case "sha512" -> "SHA-512";
          default -> throw new Malformed("its hash is neither sha256 nor sha512");
        };
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(MAGIC);
    string(data, NAMESPACE.getBytes(StandardCharsets.US_ASCII));
    string(data, new byte[0]);
    string(data, hash.getBytes(StandardCharsets.US_ASCII));
    try {
      string(data, MessageDigest.getInstance(algorithm).digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
    return data.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, byte[] value) {
    out.write(value.length >>> 24);
    out.write(value.length >>> 16);
    out.write(value.length >>> 8);
    out.write(value.length);
    out.writeBytes(value);
  }
}
