package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.sun.management.ThreadMXBean;
import dev.leasehold.policy.BoundedPattern.Reading;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written as a pattern, reading it takes little memory. */
class BoundedPatternTest {
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SIZE = 200;
  private static final long LITTLE = 16L << 20;

  /** What patterns are made of, with all that could hide a count from the one who counts. */
  private static final List<String> PARTS =
      List.of(
          "a",
          ".",
          "[ab]",
          "[)]",
          "[]a]",
          "\\)",
          "\\]",
          "\\d",
          "\\pN",
          "\\p{Greek}",
          "\\x{1000}",
          "^",
          "$",
          "\\b",
          "|",
          "(",
          "(?:",
          "(?i:",
          "(?i)",
          "(?P<n>",
          ")",
          ")",
          "*",
          "+?",
          "?",
          "{2}",
          "{3,}",
          "{2,4}",
          "{0,9}",
          "{12}",
          "{,7}",
          "{0}",
          "{01}",
          "{a}",
          "é",
          "😀");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1000}){1000}",
        "((a{1000}){1000}){1000}",
        "(((((){1000}){1000}){1000}){1000}){1000}x",
        "(((((|){1000}){1000}){1000}){1000}){1000}x",
        "(((((.*){99})*){99})*){99}x",
        "((a{99}){99})(?i){99}",
        "(?i:(?:[)]{99}){99}){99}",
        "(((\\x{1000}{999}){999}){999}){999}",
        "(((a{1000}){1000}){1000}\\Q\\E{1000}",
        "((([]]{1000}){1000,}){0,1000}){1000}",
      })
  void countsWithinCountsFillNoMemory(String pattern) {
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    Reading reading = BoundedPattern.read(pattern, SIZE);
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(LITTLE);
    assertThat(reading).isInstanceOf(Reading.Flawed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "^[A-Z]{2,10}-\\d{1,10}(, [A-Z]{2,10}-\\d{1,10})*$",
        "^(INC|CHG)-[0-9]{7}(/(INC|CHG)-[0-9]{7}){0,3}$",
      })
  void ordinaryCountsAreFine(String pattern) {
    assertThat(BoundedPattern.read(pattern, SIZE)).isInstanceOf(Reading.Usable.class);
  }

  @Test
  void whatCompilesIsNeverLargerThanWasReckoned() {
    RandomGenerator random = new Random(1);
    int compiled = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(1 + random.nextInt(14), 0, PARTS.size())
          .mapToObj(PARTS::get)
          .forEach(text::append);
      String pattern = text.toString();
      if (BoundedPattern.bound(pattern) <= BoundedPattern.COMPILED && compiles(pattern)) {
        compiled++;
        assertThat((long) Pattern.compile(pattern).programSize())
            .as(pattern)
            .isLessThanOrEqualTo(BoundedPattern.bound(pattern));
      }
    }
    assertThat(compiled).isGreaterThan(20_000);
  }

  private static boolean compiles(String pattern) {
    try {
      return Pattern.compile(pattern) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
