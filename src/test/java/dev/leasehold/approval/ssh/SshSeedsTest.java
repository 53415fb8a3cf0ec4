package dev.leasehold.approval.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plays the seeds of {@link SshFuzz}, which are ssh-keygen's own signatures and keys. */
final class SshSeedsTest {
  private static final int TIMES = 5_000;

  @Test
  void anyBytesAreNobodysSignature() {
    Seeds.of(SshFuzz.signatures()).play(TIMES, AnyBytes::areNobodysSignature);
  }

  @Test
  void anyTextIsAnsweredAsKeyArmourAndAnnotation() {
    Seeds.of(SshFuzz.texts()).play(TIMES, AnyBytes::areAnsweredAsText);
  }

  @Test
  void anyChangeOfAnEd25519SignatureIsRefused() {
    byte[] whole = Fixture.signature("ed25519");
    List<Signer> anna = Fixture.anna("ed25519");
    Seeds.of(SshFuzz.signatures())
        .play(
            TIMES,
            bytes ->
                assertThat(SshSignature.check(bytes, Fixture.message(), anna))
                    .isInstanceOf(
                        Arrays.equals(bytes, whole)
                            ? SshSignature.Checked.By.class
                            : SshSignature.Checked.Refused.class));
  }
}
