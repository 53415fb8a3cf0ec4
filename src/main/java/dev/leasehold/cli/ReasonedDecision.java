package dev.leasehold.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A decision that says why. */
abstract class ReasonedDecision extends Deciding {
  @Mixin private ReasonOption reason = new ReasonOption();

  /** The annotation in which the reason is written. */
  abstract String key();

  /** Why it would change nothing; empty where it may. */
  abstract Optional<String> obstacle(RequestText text);

  @Override
  final Word word(RequestText text) {
    Optional<String> why = reason.given();
    if (why.isEmpty()) {
      return new Word.None(ReasonOption.MISSING);
    }
    return obstacle(text)
        .<Word>map(Word.None::new)
        .orElseGet(() -> new Word.Annotation(key(), why.get()));
  }
}
