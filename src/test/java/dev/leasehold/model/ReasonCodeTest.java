package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all reasons have in common, since tools and people go by them. */
class ReasonCodeTest {
  @ParameterizedTest
  @EnumSource
  void theTextIsTheNameInCamelCase(ReasonCode code) {
    String camel =
        Arrays.stream(code.name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    assertThat(code.text()).isEqualTo(camel);
    assertThat(code).hasToString(camel);
  }

  /** The owner of a Vault is named where its reasons are given. */
  @ParameterizedTest
  @EnumSource
  void whatIsOfVaultSaysSo(ReasonCode code) {
    assertThat(code.group() == ReasonGroup.VAULT).isEqualTo(code.text().startsWith("Vault"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredIsKnownByItsWholeText(ReasonCode code) {
    assertThat(code.is(code.text())).isTrue();
    assertThat(code.is(code.text() + "X")).isFalse();
    assertThat(code.is(null)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void meaningAndRemedyAreOneLineEach(ReasonCode code) {
    assertThat(code.meaning()).matches("[A-Z`].*\\.").doesNotContain("|", "\n");
    assertThat(code.remedy()).matches("[A-Z`].*\\.").doesNotContain("|", "\n");
  }
}
