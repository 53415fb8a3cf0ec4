package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private Output output = new Output();

  @Override
  int run(Requests requests, AccessRequest request) {
    if (output.forPeople()) {
      new RequestLines(new RequestText(request)).all().forEach(out()::line);
    } else {
      print(output, Output.whole(request), List.of(request.getMetadata().getName()));
    }
    return 0;
  }
}
