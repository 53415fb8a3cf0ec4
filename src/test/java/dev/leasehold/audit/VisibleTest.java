package dev.leasehold.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x9b, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b,
        0x200d, 0x200e, 0x202e, 0x2028, 0x2066, 0x3000, 0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff,
        0xffff, 0xe0041, 0xe0100
      })
  void whatIsNotSeenIsSeen(int codePoint) {
    assertThat(Visible.of("a" + Character.toString(codePoint) + "b"))
        .isEqualTo("a\\u{%04X}b".formatted(codePoint));
  }

  @Test
  void lettersOfAllKindsStayAsTheyAre() {
    String text = "Zoë, Олга, 大阪, مرحبا, a\u0301, 🙂 <&> \"x\"";
    assertThat(Visible.of(text)).isEqualTo(text);
  }
}
