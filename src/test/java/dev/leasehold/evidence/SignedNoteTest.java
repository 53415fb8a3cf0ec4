package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  private static final VerifierKey EXAMPLE =
      VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

  /** From the specification. */
  private static final String NOTE =
      """
      This is an example message.

      \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  @Test
  void theSpecificationsExampleIsOpened() {
    assertThat(SignedNote.open(NOTE, List.of(EXAMPLE, Lives.KEY.verifier())))
        .isEqualTo("This is an example message.\n");
  }

  @Test
  void oursIsOpenedAndEverySingleChangeIsRefused() {
    Checkpoint checkpoint = new Checkpoint(Lives.NAME, 12, TreeHash.leaf(new byte[3]));
    String note = checkpoint.sign(Lives.KEY);
    assertThat(Checkpoint.open(note, Lives.KEYS)).isEqualTo(checkpoint);
    for (int i = 0; i < note.length(); i++) {
      String changed = note.substring(0, i) + (char) (note.charAt(i) ^ 1) + note.substring(i + 1);
      assertThatIllegalArgumentException()
          .as(changed)
          .isThrownBy(() -> Checkpoint.open(changed, Lives.KEYS));
      String shorter = note.substring(0, i);
      assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.open(shorter, Lives.KEYS));
    }
  }

  @Test
  void aKeyThatIsReplacedStillOpensWhatItSigned() {
    SigningKey next = Lives.key(8);
    Checkpoint checkpoint = new Checkpoint(Lives.NAME, 1, TreeHash.leaf(new byte[3]));
    List<VerifierKey> both = List.of(Lives.KEY.verifier(), next.verifier());
    assertThat(Checkpoint.open(checkpoint.sign(Lives.KEY), both)).isEqualTo(checkpoint);
    assertThat(Checkpoint.open(checkpoint.sign(next), both)).isEqualTo(checkpoint);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.open(checkpoint.sign(next), Lives.KEYS));
  }

  @Test
  void aPemKeyIsReadAndItsSignatureIsTheJdks() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    String pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    SigningKey key = SigningKey.fromPem(Lives.NAME, pem);
    byte[] message = "what is signed".getBytes(StandardCharsets.UTF_8);
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initVerify(pair.getPublic());
    jdk.update(message);
    assertThat(jdk.verify(key.sign(message))).isTrue();
    assertThat(VerifierKey.parse(key.verifier().text()).keyId()).isEqualTo(key.verifier().keyId());
    assertThat(key).asString().doesNotContain(base64.substring(40, 60));
  }

  @Test
  void whatIsNoKeyIsRefused() {
    for (String wrong : List.of("", "a+b", "a b+530d903a+AekyeRrm", EXAMPLE.text() + "x")) {
      assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse(wrong));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerifierKey.parse(EXAMPLE.text().replace("530d", "530e")));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.fromPem("a", "secret"));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of("two words", new byte[32]));
  }

  @Test
  void dssesEncodingIsItsSpecificationsAlsoWhereDigitsAreWrittenOtherwise() {
    Locale before = Locale.getDefault();
    try {
      for (Locale locale : List.of(before, Locale.forLanguageTag("fa-IR"))) {
        Locale.setDefault(locale);
        assertThat(new String(Envelope.encoded(new byte[] {'h', 'i'}), StandardCharsets.UTF_8))
            .isEqualTo("DSSEv1 28 application/vnd.in-toto+json 2 hi");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
