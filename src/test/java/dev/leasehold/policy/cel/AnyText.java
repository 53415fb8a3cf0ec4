package dev.leasehold.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.policy.Rulebook.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What holds whatever is written as a condition: an answer or a complaint, in one line, in time.
 */
final class AnyText {
  private static final Duration WORST = Duration.ofSeconds(5);
  private static final int LONGEST = 512;

  private static final Scene SCENE = Scene.ordinary().by(CelRulebook.by(System::nanoTime));

  private AnyText() {}

  static void isAnsweredOrComplainedOf(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long began = System.nanoTime();
    String flaw = SCENE.flaw(text);
    Answer answer = SCENE.answer(text);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(WORST);
    assertThat(flaw).hasSizeLessThan(LONGEST).doesNotContain("\n");
    switch (answer) {
      case Answer.Unclear(String why) ->
          assertThat(why).isNotBlank().hasSizeLessThan(LONGEST).doesNotContain("\n");
      case Answer.Yes yes -> assertThat(flaw).isEmpty();
      case Answer.No no -> assertThat(flaw).isEmpty();
    }
    assertThat(SCENE.rulebook().restless().test(text) && !flaw.isEmpty()).isFalse();
  }
}
