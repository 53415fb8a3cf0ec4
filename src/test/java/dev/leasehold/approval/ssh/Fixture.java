package dev.leasehold.approval.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Public keys and signatures that OpenSSH's ssh-keygen made with keys that are thrown away. */
final class Fixture {
  static final String ANNA = "anna";

  private Fixture() {}

  static byte[] message() {
    return bytes("message");
  }

  static byte[] signature(String name) {
    String armor = new String(bytes(name + ".sig"), StandardCharsets.US_ASCII);
    return SshSignature.dearmor(armor).orElseThrow();
  }

  static PublicKey.Parsed parsed(String name) {
    return PublicKey.parse(new String(bytes(name + ".pub"), StandardCharsets.US_ASCII));
  }

  static PublicKey key(String name) {
    return ((PublicKey.Parsed.Usable) parsed(name)).key();
  }

  /** Anna, who signs with these keys. */
  static List<Signer> anna(String... keys) {
    return List.of(
        new Signer(ANNA, Set.of("payments"), List.of(keys).stream().map(Fixture::key).toList()));
  }

  static byte[] bytes(String name) {
    try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
