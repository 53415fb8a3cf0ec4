package dev.leasehold.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Why somebody does what they do. */
final class ReasonOption {
  static final String MISSING = "--reason must say why";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stays in the record.")
  private String text = "";

  /** Empty where it says nothing. */
  Optional<String> given() {
    return Optional.of(text).filter(why -> !why.isBlank());
  }
}
