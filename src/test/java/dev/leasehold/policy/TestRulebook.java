package dev.leasehold.policy;

import dev.leasehold.model.Asked;
import dev.leasehold.policy.Rulebook.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rulebooks whose language is as simple as can be. */
public final class TestRulebook {
  private TestRulebook() {}

  /** Conditions are words, and these are the answers; restless are those that begin with '~'. */
  public static Rulebook answering(Map<String, Answer> answers) {
    return new Rulebook(
        text -> answers.containsKey(text) ? Optional.empty() : Optional.of("no such word"),
        text -> text.startsWith("~"),
        (text, circumstances) ->
            answers.getOrDefault(text, new Answer.Unclear("there is no such word")));
  }

  /** Finds these flaws, and is never asked. */
  public static Rulebook flawed(Function<String, Optional<String>> flaw) {
    return new Rulebook(
        flaw,
        text -> false,
        (text, circumstances) -> {
          throw new AssertionError("asked: " + text);
        });
  }

  /** Is never asked. */
  public static Rulebook silent() {
    return flawed(
        text -> {
          throw new AssertionError("looked at: " + text);
        });
  }

  static Inquiry unasked() {
    return new Inquiry(silent(), Asked.AT, List.of());
  }
}
