package dev.leasehold.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

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
final class RevokeCommand extends ReasonedDecision {
  @Override
  String key() {
    return "leasehold.dev/revoke";
  }

  @Override
  Optional<String> obstacle(RequestText text) {
    return text.unendable();
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
