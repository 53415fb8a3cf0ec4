package dev.leasehold.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** A decision that says why. */
abstract class ReasonedDecision extends Deciding {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stays in the record.")
  private String reason = "";

  /** The annotation in which the reason is written. */
  abstract String key();

  /** Why it would change nothing; empty where it may. */
  abstract Optional<String> obstacle(RequestText text);

  @Override
  final Word word(RequestText text) {
    if (reason.isBlank()) {
      return new Word.None("--reason must say why");
    }
    return obstacle(text)
        .<Word>map(Word.None::new)
        .orElseGet(() -> new Word.Annotation(key(), reason));
  }
}
