package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What holds whatever is written as a ticket's pattern and as a ticket: an answer, and soon. */
final class AnyPattern {
  private static final Duration WORST = Duration.ofSeconds(2);
  private static final int PATTERN = 128;
  private static final int LINE = 256;

  private AnyPattern() {}

  /** The first line is the pattern, the rest the ticket. */
  static void isMatchedOrComplainedOf(byte[] bytes) {
    String[] text = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
    String pattern = text[0].length() <= PATTERN ? text[0] : text[0].substring(0, PATTERN);
    String ticket = text.length == 1 ? "" : text[1];
    long began = System.nanoTime();
    Optional<String> flaw = TicketPattern.flaw(pattern);
    boolean matches = flaw.isEmpty() && TicketPattern.matches(pattern, ticket);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(WORST);
    flaw.ifPresent(why -> assertThat(why).isNotBlank().hasSizeLessThan(LINE));
    if (flaw.isEmpty()) {
      assertThat(TicketPattern.matches(pattern, ticket)).isEqualTo(matches);
    }
  }
}
