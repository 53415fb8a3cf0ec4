package dev.leasehold.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the access of a request, as you, and says why. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Ends the access of a request, as you. It shows the request and asks first.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was revoked",
      "1:it was not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class RevokeCommand extends Deciding {
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
    return text.unendable()
        .<Word>map(Word.None::new)
        .orElseGet(() -> new Word.Annotation("leasehold.dev/revoke", reason));
  }

  @Override
  String question() {
    return "End this access";
  }

  @Override
  String done() {
    return "revoked";
  }
}
