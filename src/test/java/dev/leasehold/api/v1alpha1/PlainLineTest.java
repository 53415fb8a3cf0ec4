package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainLineTest {
  @Test
  void whatTheSchemaWouldRefuseIsReplaced() {
    assertThat(PlainLine.of("a\nb\u001b[31mc\u202Ed\u2066e\u2028f\u0085g", 100))
        .isEqualTo("a\uFFFDb\uFFFD[31mc\uFFFDd\uFFFDe\uFFFDf\uFFFDg");
  }

  @Test
  void plainTextOfAnyScriptStays() {
    assertThat(PlainLine.of("Zugriff für Grüße, 日本語, עברית, 👩‍💻", 100))
        .isEqualTo("Zugriff für Grüße, 日本語, עברית, 👩‍💻");
  }

  @Test
  void longTextIsCutWithoutHalvingACharacter() {
    assertThat(PlainLine.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(PlainLine.of("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(PlainLine.of("abcd👩‍💻efg", 6)).isEqualTo("abcd…");
  }
}
