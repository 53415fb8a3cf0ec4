package dev.leasehold.approval.ssh;

import static dev.leasehold.approval.ssh.Forged.encoded;
import static dev.leasehold.approval.ssh.Forged.signature;
import static dev.leasehold.approval.ssh.Forged.sshsig;
import static dev.leasehold.approval.ssh.Forged.unusable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.approval.ssh.SshSignature.Checked;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a person's signature, shown on what ssh-keygen makes and on forgeries of it. */
final class SshSignatureTest {
  @ParameterizedTest
  @CsvSource({
    "ed25519,ed25519",
    "ed25519-sha256,ed25519",
    "ecdsa256,ecdsa256",
    "ecdsa384,ecdsa384",
    "ecdsa521,ecdsa521",
    "rsa3072,rsa3072",
    "rsa3072-sha256,rsa3072",
    "rsa8192,rsa8192"
  })
  void whatSshKeygenSignsIsAccepted(String signature, String key) {
    Checked checked =
        SshSignature.check(Fixture.signature(signature), Fixture.message(), Fixture.anna(key));
    assertThat(checked).isInstanceOf(Checked.By.class);
    assertThat(((Checked.By) checked).signer().user()).isEqualTo(Fixture.ANNA);
    assertThat(((Checked.By) checked).key()).isEqualTo(Fixture.key(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa3072"})
  void anotherMessageIsRefused(String name) {
    byte[] other = "something else".getBytes(StandardCharsets.UTF_8);
    assertThat(refusal(SshSignature.check(Fixture.signature(name), other, Fixture.anna(name))))
        .contains("not made over this");
  }

  @Test
  void theKeyOfAStrangerIsRefused() {
    assertThat(refusal(check(Fixture.signature("ed25519"), "ecdsa256")))
        .contains("is no signer's")
        .contains(Fixture.key("ed25519").fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519-git,something else",
    "ed25519-cert,certificate",
    "dsa,DSA",
    "rsa2048,2048 bits"
  })
  void whatIsWeakOrForSomethingElseIsRefused(String signature, String why) {
    assertThat(refusal(check(Fixture.signature(signature), "ed25519"))).contains(why);
  }

  @ParameterizedTest
  @CsvSource({"ed25519-cert,certificate", "dsa,DSA", "rsa2048,2048 bits"})
  void noSuchKeyCanBeASigners(String key, String why) {
    assertThat(Fixture.parsed(key)).isInstanceOf(PublicKey.Parsed.Unusable.class);
    assertThat(((PublicKey.Parsed.Unusable) Fixture.parsed(key)).reason()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa256", "rsa3072"})
  void everyCutAndEveryByteThatFollowsIsRefused(String name) {
    byte[] whole = Fixture.signature(name);
    for (int length = 0; length < whole.length; length++) {
      assertThat(check(Arrays.copyOf(whole, length), name)).isInstanceOf(Checked.Refused.class);
    }
    assertThat(refusal(check(Arrays.copyOf(whole, whole.length + 1), name)))
        .contains("something follows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa256", "rsa3072"})
  void everyByteThatIsChangedIsRefused(String name) {
    byte[] whole = Fixture.signature(name);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      assertThat(check(flipped, name)).isInstanceOf(Checked.Refused.class);
    }
  }

  @Test
  void aSignatureWithSha1IsRefusedByName() {
    byte[] key = Fixture.key("rsa3072").bytes();
    byte[] forged = sshsig(key, "sha512", signature("ssh-rsa", new byte[384]));
    assertThat(refusal(check(forged, "rsa3072"))).contains("SHA-1");
  }

  @Test
  void anAlgorithmThatIsNotTheKeysIsRefused() {
    byte[] key = Fixture.key("ed25519").bytes();
    byte[] forged = sshsig(key, "sha512", signature("ecdsa-sha2-nistp256", new byte[64]));
    assertThat(refusal(check(forged, "ed25519"))).contains("another algorithm");
  }

  @Test
  void aHashThatIsWeakIsRefused() {
    byte[] key = Fixture.key("ed25519").bytes();
    byte[] forged = sshsig(key, "md5", signature("ssh-ed25519", new byte[64]));
    assertThat(refusal(check(forged, "ed25519"))).contains("neither sha256 nor sha512");
  }

  @Test
  void whatIsLongerThanAnySignatureIsRefusedUnread() {
    assertThat(refusal(check(new byte[SshSignature.BYTES + 1], "ed25519"))).contains("longer");
  }

  @Test
  void aKeyWithWhichAnybodyCouldSignIsRefused() {
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    byte[] blob = encoded("ssh-ed25519".getBytes(StandardCharsets.US_ASCII), neutral);
    assertThat(unusable(blob)).contains("anybody could sign");
  }

  @Test
  void aPointThatIsOnNoCurveIsRefused() {
    byte[] blob = Fixture.key("ecdsa256").bytes();
    blob[blob.length - 1] ^= 1;
    assertThat(unusable(blob)).contains("not on the curve");
  }

  @Test
  void anRsaKeyWithASmallExponentIsRefused() {
    byte[] modulus = BigInteger.ONE.shiftLeft(3071).setBit(0).toByteArray();
    byte[] blob = encoded("ssh-rsa".getBytes(StandardCharsets.US_ASCII), new byte[] {3}, modulus);
    assertThat(unusable(blob)).contains("exponent");
  }

  @Test
  void aTokensKeyIsRefusedAsSuch() {
    byte[] type = "sk-ssh-ed25519@openssh.com".getBytes(StandardCharsets.US_ASCII);
    assertThat(unusable(encoded(type, new byte[32]))).contains("FIDO");
  }

  private static Checked check(byte[] signature, String... keys) {
    return SshSignature.check(signature, Fixture.message(), Fixture.anna(keys));
  }

  private static String refusal(Checked checked) {
    assertThat(checked).isInstanceOf(Checked.Refused.class);
    return ((Checked.Refused) checked).reason();
  }
}
