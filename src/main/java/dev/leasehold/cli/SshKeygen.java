package dev.leasehold.cli;

import dev.leasehold.approval.ssh.SshSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Has OpenSSH sign, so that keys with passphrases, agents and hardware keys work as people are used
 * to, and no private key is ever read here.
 */
final class SshKeygen {
  private SshKeygen() {}

  /** Thrown where there is no signature, with what to do. */
  static final class Unsigned extends Exception {
    private static final long serialVersionUID = 1L;

    Unsigned(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Signs the text.
   *
   * @param key a private key, or a public one whose private half an agent has
   */
  static byte[] sign(String program, Path key, String text) throws Unsigned {
    ProcessBuilder builder =
        new ProcessBuilder(
            program, "-q", "-Y", "sign", "-n", SshSignature.NAMESPACE, "-f", key.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String armor =
          new String(process.getInputStream().readNBytes(1 << 16), StandardCharsets.UTF_8);
      int code = process.waitFor();
      Optional<byte[]> signature = SshSignature.dearmor(armor);
      if (code != 0 || signature.isEmpty()) {
        throw new Unsigned("ssh-keygen did not sign (exit code " + code + "); see what it says");
      }
      return signature.get();
    } catch (IOException e) {
      throw new Unsigned(
          program + " could not be run; install OpenSSH, or use --print-payload and --signature");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unsigned("interrupted");
    }
  }
}
