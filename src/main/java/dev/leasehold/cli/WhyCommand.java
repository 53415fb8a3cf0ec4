package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says why a request is where it is. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Says why a request is where it is: what each rule said, its conditions, who ended it and"
            + " why, and the one thing to do next. It only reads.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was explained",
      "1:there is no such request, or you may not read it",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class WhyCommand extends OneRequest {
  @Mixin private Output output = new Output();

  @Override
  int run(Requests requests, AccessRequest request) {
    WhyLines why = new WhyLines(new RequestText(request));
    if (output.forPeople()) {
      why.all().forEach(out()::line);
    } else {
      print(output, why.document(), List.of(request.getMetadata().getName()));
    }
    return 0;
  }
}
