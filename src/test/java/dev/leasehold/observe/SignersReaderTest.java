package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.approval.ssh.Pen;
import dev.leasehold.approval.ssh.Signer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who signs is configured, and what cannot be used stops the operator rather than being skipped.
 */
final class SignersReaderTest {
  private static final String KEY = new Pen(1).publicKey();

  @Test
  void aSignerHasANameGroupsAndKeys() {
    assertThat(
            SignersReader.read(
                "[{\"user\": \"anna\", \"groups\": [\"owners\"], \"keys\": [\"" + KEY + "\"]}]"))
        .containsExactly(new Signer("anna", Set.of("owners"), List.of(new Pen(1).key())));
    assertThat(SignersReader.read("[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"user\": \"anna\"}]|signers[0]: user and keys are needed",
        "[{\"user\": \"anna\", \"keys\": [\"KEY\"]}]|signers[0] (anna): list all groups of the person",
        "[{\"user\": \"anna\", \"groups\": [], \"keys\": [\"ssh-dss AAAA\"]}]|signers[0]"
            + " (anna).keys[0]: ",
        "[{\"user\": \"system:admin\", \"groups\": [], \"keys\": [\"KEY\"]}]|signers[0].user: ",
        "[{\"user\": \"a\", \"groups\": [\"system:masters\"], \"keys\":"
            + " [\"KEY\"]}]|signers[0].groups: ",
        "[{\"user\": \"a\", \"groups\": [], \"keys\": [\"KEY\"]}, {\"user\": \"b\", \"groups\":"
            + " [], \"keys\": [\"KEY\"]}]|there twice",
        "nonsense|signers: not a list"
      })
  void whatCannotBeUsedIsNamed(String text, String message) {
    assertThatThrownBy(() -> SignersReader.read(text.replace("KEY", KEY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
