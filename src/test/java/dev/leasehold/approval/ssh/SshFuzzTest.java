package dev.leasehold.approval.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, an answer is given and nothing is thrown. Inputs are ssh-keygen's own,
 * changed at random from a fixed seed: cut, lengthened, spliced, and with bits and lengths altered.
 * (Jazzer's jar as it is served lacks its native half, so it cannot run here.)
 */
final class SshFuzzTest {
  private static final long SEED = 20261124;
  private static final int TIMES = 20_000;
  private static final List<String> SIGNATURES =
      List.of("ed25519", "ecdsa256", "ecdsa521", "rsa3072", "ed25519-cert", "dsa");
  private static final List<String> KEYS = List.of("ed25519", "ecdsa256", "ecdsa521", "rsa3072");

  private final Random random = new Random(SEED);

  @Test
  void anyBytesAreAnsweredAndNoneOfThemIsASignature() {
    List<byte[]> seeds = SIGNATURES.stream().map(Fixture::signature).toList();
    List<Signer> anna = Fixture.anna("ecdsa384");
    for (int i = 0; i < TIMES; i++) {
      byte[] mutant = mutated(seeds.get(random.nextInt(seeds.size())));
      assertThat(SshSignature.check(mutant, Fixture.message(), anna))
          .isInstanceOf(SshSignature.Checked.Refused.class);
    }
  }

  @Test
  void anyChangeOfAnEd25519SignatureIsRefused() {
    byte[] seed = Fixture.signature("ed25519");
    List<Signer> anna = Fixture.anna("ed25519");
    for (int i = 0; i < TIMES / 10; i++) {
      byte[] mutant = mutated(seed);
      assertThat(SshSignature.check(mutant, Fixture.message(), anna))
          .isInstanceOf(
              Arrays.equals(mutant, seed)
                  ? SshSignature.Checked.By.class
                  : SshSignature.Checked.Refused.class);
    }
  }

  @Test
  void anyTextIsAnsweredAsKeyArmourAndAnnotation() {
    for (int i = 0; i < TIMES; i++) {
      String name = KEYS.get(random.nextInt(KEYS.size()));
      String file = name + (random.nextBoolean() ? ".pub" : ".sig");
      String text = new String(mutated(Fixture.bytes(file)), StandardCharsets.ISO_8859_1);
      assertThatCode(
              () -> {
                assertThat(PublicKey.parse(text)).isNotNull();
                assertThat(SshSignature.dearmor(text)).isNotNull();
                assertThat(SignatureAnnotation.parse("owner 2026-12-01T08:00:00Z " + text))
                    .isNotNull();
                assertThat(SignatureAnnotation.parse(text)).isEmpty();
              })
          .doesNotThrowAnyException();
    }
  }

  private byte[] mutated(byte[] seed) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(64));
        default ->
            System.arraycopy(
                seed, 0, bytes, at, Math.min(seed.length, Math.min(8, bytes.length - at)));
      }
    }
    return bytes;
  }
}
