package dev.leasehold.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Denies the offer of a request, as you, and says why. */
@Command(
    name = "deny",
    mixinStandardHelpOptions = true,
    description =
        "Denies the offer of a request, as you; that is final. It shows the offer and asks first.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was denied",
      "1:it was not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class DenyCommand extends Deciding {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stays in the record.")
  private String reason = "";

  @Override
  Word word(RequestText text) {
    if (reason.isBlank()) {
      return new Word.None("--reason must say why");
    }
    return text.undecidable()
        .<Word>map(Word.None::new)
        .orElseGet(() -> new Word.Annotation("leasehold.dev/deny", reason));
  }

  @Override
  String question() {
    return "Deny this";
  }

  @Override
  String done() {
    return "denied";
  }
}
