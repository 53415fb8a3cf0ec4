package dev.leasehold.approval.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts keys and signatures together by hand, well or badly. */
final class Forged {
  private Forged() {}

  /** The part that the key itself made. */
  static byte[] byTheKey(byte[] sshsig) throws Malformed {
    SshBytes in = new SshBytes(sshsig);
    byte[] _ = in.raw(10);
    byte[] value = new byte[0];
    for (int part = 0; part < 5; part++) {
      value = in.string();
    }
    return value;
  }

  static byte[] signature(String algorithm, byte[] value) {
    return encoded(algorithm.getBytes(StandardCharsets.US_ASCII), value);
  }

  static byte[] sshsig(byte[] key, String hash, byte[] signature) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("SSHSIG".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {0, 0, 0, 1});
    out.writeBytes(
        encoded(
            key,
            SshSignature.NAMESPACE.getBytes(StandardCharsets.US_ASCII),
            new byte[0],
            hash.getBytes(StandardCharsets.US_ASCII),
            signature));
    return out.toByteArray();
  }

  static byte[] encoded(byte[]... strings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] string : strings) {
      out.writeBytes(new byte[] {0, 0, (byte) (string.length >> 8), (byte) string.length});
      out.writeBytes(string);
    }
    return out.toByteArray();
  }

  /** Why it is no key. */
  static String unusable(byte[] blob) {
    try {
      return "usable: " + PublicKey.of(blob);
    } catch (Malformed e) {
      return e.reason();
    }
  }
}
