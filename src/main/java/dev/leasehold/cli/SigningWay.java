package dev.leasehold.cli;

import dev.leasehold.approval.ssh.SshSignature;
import dev.leasehold.cli.SshKeygen.Unsigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the signature of an approval comes from: exactly one of three. */
final class SigningWay {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Sign with this private key, or with the agent's key of this .pub file.")
  private @Nullable Path key;

  @Option(
      names = "--print-payload",
      description = "Only print what is to be signed, without a line's end.")
  private boolean print;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "Take what ssh-keygen -Y sign -n leasehold.dev/approval made of the payload.")
  private @Nullable Path made;

  /** Whether it is signed elsewhere, and only what is to be signed is wanted. */
  boolean onlyPrints() {
    return print;
  }

  /**
   * A signature of the text that will be accepted.
   *
   * @param program which ssh-keygen
   * @throws Unsigned where there is none, or one that would be refused
   */
  byte[] signature(String text, String program) throws Unsigned {
    byte[] signature =
        key == null ? dearmored(Objects.requireNonNull(made)) : SshKeygen.sign(program, key, text);
    Optional<String> flaw = SshSignature.verify(signature, text.getBytes(StandardCharsets.UTF_8));
    if (flaw.isPresent()) {
      throw new Unsigned("the signature would be refused: " + flaw.get());
    }
    return signature;
  }

  private static byte[] dearmored(Path file) throws Unsigned {
    try {
      return SshSignature.dearmor(Files.readString(file))
          .orElseThrow(() -> new Unsigned(file + " is not what ssh-keygen -Y sign writes"));
    } catch (IOException e) {
      throw new Unsigned(file + " cannot be read");
    }
  }
}
