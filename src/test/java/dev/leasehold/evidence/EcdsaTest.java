package dev.leasehold.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ECDSA P-256 instead of Ed25519: signature type 2 of C2SP signed-note, and DER in DSSE. */
class EcdsaTest {
  private static final byte[] MESSAGE = "what is signed".getBytes(UTF_8);
  private static final Checkpoint TWELVE =
      new Checkpoint(Lives.NAME, 12, TreeHash.leaf(new byte[3]));

  private final KeyPair pair = Ecdsa.pair("secp256r1");
  private final SigningKey key =
      SigningKey.fromPem(Lives.NAME, Ecdsa.pem("PRIVATE", pair.getPrivate().getEncoded()));
  private final VerifierKey verifier = key.verifier();

  @TempDir private Path directory;

  @Test
  void itsVerifierKeyAndIdAreTheSpecifications() {
    byte[] info = pair.getPublic().getEncoded();
    String id = HexFormat.of().formatHex(TreeHash.sha256().digest(info), 0, 4);
    assertThat(verifier.text()).startsWith(Lives.NAME + "+" + id + "+AjBZ");
    byte[] typed = Base64.getDecoder().decode(verifier.text().split("\\+", 3)[2]);
    assertThat(typed).startsWith(2).endsWith(info);
    assertThat(VerifierKey.parse(verifier.text()).keyId()).isEqualTo(verifier.keyId());
    String pem = Ecdsa.pem("PUBLIC", info);
    assertThat(VerifierKey.ofPublic(Lives.NAME, pem).text()).isEqualTo(verifier.text());
    assertThat(key).asString().isEqualTo("SigningKey[" + verifier.keyId() + "]");
  }

  /** The key in the documentation of the verifier that the specification points to. */
  @Test
  void aKeyOfOthersIsRead() {
    byte[] typed =
        Base64.getDecoder()
            .decode(
                "AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l"
                    + "+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=");
    byte[] info = Arrays.copyOfRange(typed, 1, typed.length);
    assertThat(VerifierKey.ofP256("rekor.sigstore.dev", info).keyId())
        .isEqualTo("rekor.sigstore.dev+c0d23d6a");
  }

  @Test
  void itsSignatureIsTheJdksInDer() throws Exception {
    byte[] signature = key.sign(MESSAGE);
    assertThat(signature).startsWith(0x30);
    Signature jdk = Signature.getInstance("SHA256withECDSA");
    jdk.initVerify(pair.getPublic());
    jdk.update(MESSAGE);
    assertThat(jdk.verify(signature)).isTrue();
    assertThat(verifier.verifies(MESSAGE, signature)).isTrue();
  }

  @Test
  void everySingleChangeOfANoteIsRefused() {
    String note = TWELVE.sign(key);
    assertThat(Checkpoint.open(note, List.of(verifier))).isEqualTo(TWELVE);
    assertThat(Checkpoint.open(note, List.of(Lives.KEY.verifier(), verifier))).isEqualTo(TWELVE);
    for (int i = 0; i < note.length(); i++) {
      String changed = note.substring(0, i) + (char) (note.charAt(i) ^ 1) + note.substring(i + 1);
      assertThatIllegalArgumentException()
          .as(changed)
          .isThrownBy(() -> Checkpoint.open(changed, List.of(verifier)));
    }
  }

  @Test
  void aSignatureIsWrittenInOneWayOnly() {
    byte[] signature = key.sign(MESSAGE);
    byte[] longer = Arrays.copyOf(signature, signature.length + 1);
    byte[] padded = new byte[signature.length + 1];
    System.arraycopy(signature, 0, padded, 0, 4);
    System.arraycopy(signature, 4, padded, 5, signature.length - 4);
    padded[1]++;
    padded[3]++;
    byte[] wide = new byte[signature.length + 1];
    wide[0] = 0x30;
    wide[1] = (byte) 0x81;
    System.arraycopy(signature, 1, wide, 2, signature.length - 1);
    byte[] negative = negative();
    byte[] nothing = {0x30, 6, 2, 1, 0, 2, 1, 0};
    for (byte[] wrong :
        List.of(longer, padded, negative, wide, nothing, new byte[0], new byte[64])) {
      assertThat(verifier.verifies(MESSAGE, wrong)).as(Arrays.toString(wrong)).isFalse();
    }
  }

  /** Without the zero by which DER says that r is positive. */
  private byte[] negative() {
    byte[] signature = key.sign(MESSAGE);
    while (signature[3] != 33) {
      signature = key.sign(MESSAGE);
    }
    byte[] shorter = new byte[signature.length - 1];
    System.arraycopy(signature, 0, shorter, 0, 4);
    System.arraycopy(signature, 5, shorter, 4, shorter.length - 4);
    shorter[1]--;
    shorter[3]--;
    return shorter;
  }

  @Test
  void otherCurvesFormsAndPointsAreRefused() {
    byte[] info = pair.getPublic().getEncoded();
    byte[] off = info.clone();
    off[info.length - 1] ^= 1;
    for (byte[] wrong :
        List.of(
            off,
            Arrays.copyOf(info, info.length - 1),
            Arrays.copyOf(info, info.length + 1),
            Ecdsa.pair("secp384r1").getPublic().getEncoded())) {
      assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.ofP256(Lives.NAME, wrong));
    }
    String other = Ecdsa.pem("PRIVATE", Ecdsa.pair("secp384r1").getPrivate().getEncoded());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.fromPem(Lives.NAME, other))
        .withMessageContaining("nor one of ECDSA P-256");
  }

  @Test
  void neitherAlgorithmsKeyIsTakenForTheOthers() {
    String note = TWELVE.sign(key);
    assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.open(note, Lives.KEYS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.open(TWELVE.sign(Lives.KEY), List.of(verifier)));
    String typed = verifier.text().replace("+AjBZ", "+ATBZ");
    assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse(typed));
  }

  @Test
  void aLogIsVerifiedAndGoesOnFromEd25519() throws Exception {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(3));
    LogSettings settings = new LogSettings(log, key, Lives.KEYS, 2, Optional.empty());
    try (EvidenceLog open = EvidenceLog.open(settings)) {
      for (Unsigned entry : Lives.unsigned(300)) {
        Object _ = open.queued(entry).get();
      }
    }
    List<VerifierKey> both = List.of(Lives.KEY.verifier(), verifier);
    Verdict verdict = new LogVerifier(log, both, List.of(), EntryReader.none()).verify();
    assertThat(Logs.said(verdict)).isEmpty();
    assertThat(verdict.entries()).isEqualTo(303);
    assertThat(
            new LogVerifier(log, List.of(verifier), List.of(), EntryReader.none()).verify().count())
        .isEqualTo(3);
  }

  @Test
  void aWitnessCosignsSuchALogButNeedsEd25519Itself() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WitnessSigner.of(key))
        .withMessageContaining("must be Ed25519");
    String typed = verifier.text().replace("+AjBZ", "+BDBZ");
    assertThatIllegalArgumentException().isThrownBy(() -> WitnessKey.parse(typed));
    String note = TWELVE.sign(key);
    WitnessSigner witness = WitnessSigner.of(Lives.key(5));
    SignedNote.Line line = witness.cosign(SignedNote.parse(note).text(), Instant.ofEpochSecond(1));
    String policy =
        "log %s\nwitness w %s\nquorum w\n".formatted(verifier.text(), witness.verifier().text());
    assertThat(
            TrustPolicyFile.parse(policy.getBytes(UTF_8))
                .judge(SignedNote.parse(note).with(line).note(), Optional.empty())
                .at())
        .isEqualTo(Instant.ofEpochSecond(1));
  }
}
