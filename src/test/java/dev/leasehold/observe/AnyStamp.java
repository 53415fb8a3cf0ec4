package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds whatever an annotation says: it is passed over, or it is one stamp from which nothing
 * of it is lost and to which nothing was added.
 */
final class AnyStamp {
  private static final String HEX = "0123456789abcdef";
  private static final int DIGEST = 64;
  private static final int ROLES = 8;

  private AnyStamp() {}

  static void isPassedOverOrReadWhole(byte[] bytes) {
    String value = new String(bytes, StandardCharsets.UTF_8);
    for (Stamp.Act act : Stamp.Act.values()) {
      List<Stamp> stamps =
          StampReader.read(
              Map.of(
                  act.text() + ".leasehold.dev/8", value,
                  "reason.leasehold.dev/" + act.text() + "-8", value));
      assertThat(stamps).hasSizeLessThan(2);
      stamps.forEach(stamp -> isWhole(stamp, act, value));
    }
  }

  private static void isWhole(Stamp stamp, Stamp.Act act, String value) {
    assertThat(stamp.act()).isEqualTo(act);
    assertThat(stamp.slot()).isEqualTo(8);
    assertThat(stamp.text()).isEqualTo(value);
    String head = stamp.uid() + " " + stamp.offer() + " ";
    assertThat(value).startsWith(head).endsWith(" " + stamp.user());
    String roles = value.substring(head.length(), value.length() - stamp.user().length() - 1);
    assertThat(roles).doesNotContain(" ");
    assertThat(stamp.roles())
        .isEqualTo(roles.equals("-") ? Set.of() : Set.copyOf(List.of(roles.split(",", -1))))
        .hasSizeLessThanOrEqualTo(ROLES);
    assertThat(stamp.offer().equals("none") || isDigest(stamp.offer())).isTrue();
    assertThat(stamp.user().codePoints().noneMatch(Character::isISOControl)).isTrue();
    assertThat(stamp.user()).isNotEmpty();
  }

  private static boolean isDigest(String text) {
    return text.length() == DIGEST && text.chars().allMatch(c -> HEX.indexOf(c) >= 0);
  }
}
