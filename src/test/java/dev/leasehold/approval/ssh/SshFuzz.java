package dev.leasehold.approval.ssh;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for bytes that break what reads signatures; run by {@code mvn -P fuzz}, see the profile.
 */
final class SshFuzz {
  @MethodSource("signatures")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreNobodysSignature(byte[] bytes) {
    AnyBytes.areNobodysSignature(bytes);
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "3m")
  void anyTextIsAnsweredAsKeyArmourAndAnnotation(byte[] bytes) {
    AnyBytes.areAnsweredAsText(bytes);
  }

  /** Those that ssh-keygen made. */
  static Stream<byte[]> signatures() {
    return NAMES.stream().map(Fixture::signature);
  }

  /** What ssh-keygen wrote, and an annotation. */
  static Stream<byte[]> texts() {
    return Stream.concat(
        NAMES.stream().flatMap(n -> Stream.of(n + ".sig", n + ".pub")).map(Fixture::bytes),
        Stream.of(ANNOTATION, ANNOTATION.replace("T08:", "T24:"))
            .map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  private static final List<String> NAMES =
      List.of("ed25519", "ecdsa256", "ecdsa521", "rsa3072", "ed25519-cert", "dsa");

  private static final String ANNOTATION =
      "owner,security 2026-12-01T08:00:00Z "
          + Base64.getEncoder().encodeToString(Fixture.signature("ed25519"));
}
