package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CosignatureTest {
  private static final Instant AT = Instant.ofEpochSecond(1_679_315_147);

  /** From the specification. */
  private static final String TEXT =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
      """;

  /** In a key of X.509, what comes before the 32 bytes. */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final SignedNote NOTE = new SignedNote(TEXT, List.of());

  @Test
  void theMessageIsThatOfTheSpecification() {
    assertMessage();
  }

  private static void assertMessage() {
    assertThat(new String(Cosignature.message(TEXT, AT.getEpochSecond()), StandardCharsets.UTF_8))
        .isEqualTo("cosignature/v1\ntime 1679315147\n" + TEXT);
  }

  @Test
  void theMessageHasTheSameDigitsInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("fa-IR", "ar-EG", "mr-IN")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertMessage();
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theJdkVerifiesItByTheSpecificationsBytes() throws Exception {
    WitnessSigner signer = Witnesses.signer(1);
    String[] vkey = signer.verifier().text().split("\\+", 3);
    byte[] typed = Base64.getDecoder().decode(vkey[2]);
    byte[] key = Arrays.copyOfRange(typed, 1, 33);
    byte[] line = Base64.getDecoder().decode(signer.cosign(TEXT, AT).signed());
    assertThat(line).hasSize(4 + 8 + 64);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((vkey[0] + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 4);
    byte[] id = Arrays.copyOf(digest.digest(key), 4);
    assertThat(typed[0]).isEqualTo((byte) 4);
    assertThat(HexFormat.of().formatHex(id)).isEqualTo(vkey[1]);
    assertThat(Arrays.copyOf(line, 4)).isEqualTo(id);
    assertThat(ByteBuffer.wrap(line).getLong(4)).isEqualTo(1_679_315_147L);
    Signature jdk = Signature.getInstance("Ed25519");
    byte[] encoded = ByteBuffer.allocate(44).put(X509).put(key).array();
    jdk.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    jdk.update(("cosignature/v1\ntime 1679315147\n" + TEXT).getBytes(StandardCharsets.UTF_8));
    assertThat(jdk.verify(Arrays.copyOfRange(line, 12, 76))).isTrue();
  }

  /** Made by github.com/transparency-dev/formats v0.1.1. */
  @Test
  void whatOthersCosignIsRead() {
    WitnessKey key =
        WitnessKey.parse(
            "witness.example.org/go+397b726c+BBl/ayPhbIUyxqvIOPrNXqeJvgx2spIDNAOb+os9No1h");
    String line =
        "\u2014 witness.example.org/go OXtybAAAAABrDZqA3TnkaBSOG79WXUx1AV2/zupvJhFQweo0saqgIC3T"
            + "3YeWUBGltsPQD7JBrvLRMDFi5+s6+hH6SiPQq8pbvRDmDQ==\n";
    assertThat(SignedNote.parse(TEXT + "\n" + line).cosignedBy(key))
        .extracting(Cosignature::at)
        .containsExactly(Instant.ofEpochSecond(1_796_053_632));
  }

  @Test
  void everySingleChangeIsRefusedOrIgnored() {
    WitnessSigner signer = Witnesses.signer(1);
    String cosigned = NOTE.with(signer.cosign(TEXT, AT)).note();
    assertThat(SignedNote.parse(cosigned).cosignedBy(signer.verifier()))
        .extracting(Cosignature::at)
        .containsExactly(AT);
    for (int i = 0; i < cosigned.length(); i++) {
      String changed =
          cosigned.substring(0, i) + (char) (cosigned.charAt(i) ^ 1) + cosigned.substring(i + 1);
      assertThat(accepted(changed, signer.verifier())).as(changed).isFalse();
    }
  }

  private static boolean accepted(String note, WitnessKey key) {
    try {
      return !SignedNote.parse(note).cosignedBy(key).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void withoutATimeItIsRefused() {
    WitnessSigner signer = Witnesses.signer(1);
    for (long seconds : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      byte[] signature = Witnesses.key(1).sign(Cosignature.message(TEXT, seconds));
      byte[] timed = ByteBuffer.allocate(72).putLong(seconds).put(signature).array();
      String signed = signer.verifier().noteKey().noteSignature(timed);
      SignedNote note = NOTE.with(new SignedNote.Line(signer.verifier().name(), signed));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> note.cosignedBy(signer.verifier()))
          .withMessageContaining("malformed cosignature");
    }
  }

  /** The same key may be in one hand for both, and still one is never the other. */
  @Test
  void aSignatureOfALogIsNoCosignature() {
    SigningKey both = Witnesses.key(1);
    WitnessKey witness = WitnessSigner.of(both).verifier();
    String signed = SignedNote.sign(TEXT, both);
    assertThat(SignedNote.parse(signed).cosignedBy(witness)).isEmpty();
    String cosigned = NOTE.with(WitnessSigner.of(both).cosign(TEXT, AT)).note();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.open(cosigned, List.of(both.verifier())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WitnessKey.parse(both.verifier().text()))
        .withMessageContaining("type 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerifierKey.parse(witness.text()))
        .withMessageContaining("type 4");
    assertThat(WitnessKey.parse(witness.text()).text()).isEqualTo(witness.text());
  }
}
