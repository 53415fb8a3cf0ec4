package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import picocli.CommandLine.Command;

/** Shows one request to those who decide about it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows a request: who asks, for which workload, every line that it would allow, warnings,"
            + " who must still agree, and by when.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was shown",
      "1:there is no such request, or you may not read it",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class ShowCommand extends OneRequest {
  @Override
  int run(Requests requests, AccessRequest request) {
    new RequestLines(new RequestText(request)).all().forEach(out()::line);
    return 0;
  }
}
