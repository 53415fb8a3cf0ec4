package dev.leasehold.approval.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds whatever is brought as a signature, a key or an annotation: an answer is given. */
final class AnyBytes {
  private static final String HEAD = "owner 2026-12-01T08:00:00Z ";

  /** Signs with other keys than those whose signatures the seeds are. */
  private static final List<Signer> STRANGERS = Fixture.anna("ecdsa384");

  private static final List<Signer> ANNA =
      Fixture.anna("ed25519", "ecdsa256", "ecdsa521", "rsa3072");

  private AnyBytes() {}

  /** Nobody signed anything but the fixture's message. */
  static void areNobodysSignature(byte[] bytes) {
    assertRefused(SshSignature.check(bytes, Fixture.message(), STRANGERS));
    assertRefused(SshSignature.check(bytes, new byte[] {1}, ANNA));
    assertThat(SshSignature.verify(bytes, new byte[] {1})).isPresent();
    switch (SshSignature.check(bytes, Fixture.message(), ANNA)) {
      case SshSignature.Checked.By(Signer signer, PublicKey key) ->
          assertThat(signer.keys()).contains(key);
      case SshSignature.Checked.Refused(String reason) -> assertLine(reason);
    }
  }

  static void areAnsweredAsText(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    isKeyOrNot(text);
    assertThat(SshSignature.dearmor(text).map(b -> b.length).orElse(0))
        .isLessThanOrEqualTo(2 * SshSignature.BYTES);
    isAnnotationOrNot(text);
    isAnnotationOrNot(HEAD + text);
  }

  private static void isKeyOrNot(String text) {
    switch (PublicKey.parse(text)) {
      case PublicKey.Parsed.Usable(PublicKey key) -> {
        assertThat(PublicKey.parse(key.type() + " " + key.blob()))
            .isEqualTo(new PublicKey.Parsed.Usable(key));
        assertThat(key.fingerprint()).startsWith("SHA256:");
      }
      case PublicKey.Parsed.Unusable(String reason) -> assertLine(reason);
    }
  }

  private static void isAnnotationOrNot(String text) {
    Optional<SignatureAnnotation> parsed = SignatureAnnotation.parse(text);
    parsed.ifPresent(
        annotation -> {
          assertThat(SignatureAnnotation.parse(annotation.text())).isEqualTo(parsed);
          assertThat(annotation.bytes()).isNotEmpty();
          assertThat(annotation.roles()).isNotEmpty().hasSizeLessThanOrEqualTo(8);
          assertThat(document(annotation.roles(), annotation.notAfter()).text())
              .contains("\"notAfter\":\"" + text.split(" ", -1)[1] + "\"");
        });
  }

  private static ApprovalDocument document(Set<String> roles, Instant notAfter) {
    return new ApprovalDocument("c", "ns", "n", "1", "s", "e", "d", 0, roles, notAfter);
  }

  private static void assertRefused(SshSignature.Checked checked) {
    assertThat(checked).isInstanceOf(SshSignature.Checked.Refused.class);
    assertLine(((SshSignature.Checked.Refused) checked).reason());
  }

  /** What is said of them is our own words. */
  private static void assertLine(String reason) {
    assertThat(reason).isNotBlank().hasSizeLessThan(256).matches("[ -~]*");
  }
}
