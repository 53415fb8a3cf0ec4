package dev.leasehold.approval.ssh;

import static dev.leasehold.approval.ssh.Forged.byTheKey;
import static dev.leasehold.approval.ssh.Forged.encoded;
import static dev.leasehold.approval.ssh.Forged.signature;
import static dev.leasehold.approval.ssh.Forged.sshsig;
import static dev.leasehold.approval.ssh.Forged.unusable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.approval.ssh.SshSignature.Checked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of signatures and keys, to the last byte. */
final class SshFormTest {
  /** Each part has its own length, and so its own end. */
  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa256", "rsa3072"})
  void whatFollowsTheEndOfAPartIsRefusedToo(String name) throws Malformed {
    byte[] key = Fixture.key(name).bytes();
    byte[] value = byTheKey(Fixture.signature(name));
    assertThat(check(sshsig(key, "sha512", value), name)).isInstanceOf(Checked.By.class);
    byte[] longer = Arrays.copyOf(value, value.length + 1);
    assertThat(refusal(check(sshsig(key, "sha512", longer), name))).contains("something follows");
    assertThat(unusable(Arrays.copyOf(key, key.length + 1))).contains("something follows");
  }

  @Test
  void whatFollowsTheTwoNumbersOfAnEllipticSignatureIsRefusedToo() throws Malformed {
    SshBytes value = new SshBytes(byTheKey(Fixture.signature("ecdsa256")));
    String algorithm = value.name();
    byte[] pair = value.string();
    byte[] longer = signature(algorithm, Arrays.copyOf(pair, pair.length + 1));
    byte[] key = Fixture.key("ecdsa256").bytes();
    assertThat(refusal(check(sshsig(key, "sha512", longer), "ecdsa256")))
        .contains("something follows");
  }

  @Test
  void anRsaSignatureOfAnotherLengthOrBeyondTheModulusIsNone() {
    byte[] key = Fixture.key("rsa3072").bytes();
    byte[] beyond = new byte[384];
    Arrays.fill(beyond, (byte) 0xff);
    for (byte[] value : List.of(new byte[383], new byte[385], new byte[0], beyond)) {
      byte[] forged = sshsig(key, "sha512", signature("rsa-sha2-512", value));
      assertThat(refusal(check(forged, "rsa3072"))).contains("not made over this");
    }
    byte[] other = sshsig(key, "sha512", signature("rsa-sha2-384", new byte[384]));
    assertThat(refusal(check(other, "rsa3072"))).contains("another algorithm");
  }

  @Test
  void whoSignsCanTellBeforehandWhetherASignatureCouldCount() {
    for (String name : List.of("ed25519", "ecdsa256", "rsa3072")) {
      byte[] whole = Fixture.signature(name);
      assertThat(SshSignature.verify(whole, Fixture.message())).isEmpty();
      assertThat(SshSignature.verify(whole, new byte[0]))
          .hasValueSatisfying(why -> assertThat(why).contains("not made over this"));
      assertThat(SshSignature.verify(Arrays.copyOf(whole, 9), Fixture.message())).isPresent();
    }
  }

  @Test
  void aSignatureOfTheLongestLengthIsStillRead() {
    assertThat(refusal(check(new byte[SshSignature.BYTES], "ed25519")))
        .contains("no SSH signature");
  }

  @Test
  void armourHasABeginningAndAnEndOfItsOwn() {
    String begin = "-----BEGIN SSH SIGNATURE-----";
    String end = "-----END SSH SIGNATURE-----";
    assertThat(SshSignature.dearmor(begin + end)).hasValueSatisfying(b -> assertThat(b).isEmpty());
    assertThat(SshSignature.dearmor(begin + "\nAAAA\r\n" + end + "\n"))
        .hasValueSatisfying(b -> assertThat(b).hasSize(3));
    for (String none : List.of("", begin, end, begin + end.substring(5), end + begin)) {
      assertThat(SshSignature.dearmor(none)).isEmpty();
    }
    int room = 2 * SshSignature.BYTES - begin.length() - end.length();
    assertThat(SshSignature.dearmor(begin + "A".repeat(room - room % 4) + end)).isPresent();
    assertThat(SshSignature.dearmor(begin + "A".repeat(room + 4 - room % 4) + end)).isEmpty();
  }

  @Test
  void aFingerprintIsWhatSshKeygenShows() {
    assertThat(Fixture.key("ed25519").fingerprint())
        .isEqualTo("SHA256:+XNVrWtNQAQBuhMmDv4oVQWxhEBF49ijcuKqgcmGsOQ");
  }

  @Test
  void namesAreVisibleAsciiAndNumbersArePositive() {
    assertThat(unusable(signature("ssh~!", new byte[0]))).contains("kind that is not supported");
    assertThat(unusable(signature("ssh ed25519", new byte[0]))).contains("not a name");
    assertThat(unusable(signature("ssh\u007f", new byte[0]))).contains("not a name");
    byte[] type = "ssh-rsa".getBytes(StandardCharsets.US_ASCII);
    for (byte[] number : List.of(new byte[0], new byte[] {0}, new byte[] {-1}, new byte[] {0, 1})) {
      assertThat(unusable(encoded(type, number))).contains("not positive");
    }
  }

  /** Found by the fuzzer: one moment has one spelling, or one signature had two annotations. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-12-01T24:00:00Z", "2026-12-31T23:59:60Z", "2026-02-30T08:00:00Z"})
  void anEndIsWrittenInItsOneForm(String until) {
    String signature = " " + "A".repeat(64);
    assertThat(SignatureAnnotation.parse("owner 2026-12-02T00:00:00Z" + signature)).isPresent();
    assertThat(SignatureAnnotation.parse("owner " + until + signature)).isEmpty();
  }

  @Test
  void signersArePeople() {
    for (String user : List.of("", " ", "system:admin", "system:serviceaccount:a:b")) {
      assertThatThrownBy(() -> new Signer(user, Set.of(), List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Signer("anna", Set.of("a", "system:masters"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Checked check(byte[] signature, String... keys) {
    return SshSignature.check(signature, Fixture.message(), Fixture.anna(keys));
  }

  private static String refusal(Checked checked) {
    assertThat(checked).isInstanceOf(Checked.Refused.class);
    return ((Checked.Refused) checked).reason();
  }
}
