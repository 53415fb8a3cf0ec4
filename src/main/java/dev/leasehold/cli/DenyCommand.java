package dev.leasehold.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

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
final class DenyCommand extends ReasonedDecision {
  @Override
  String key() {
    return "leasehold.dev/deny";
  }

  @Override
  Optional<String> obstacle(RequestText text) {
    return text.undecidable();
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
