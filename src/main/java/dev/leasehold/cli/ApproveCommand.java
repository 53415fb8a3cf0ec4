package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.Offer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Approves exactly the offer that it has shown. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description =
        "Approves the offer of a request, as you. It shows the offer and asks first; if another"
            + " offer is made meanwhile, nothing is approved.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was approved",
      "1:it was not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class ApproveCommand extends Deciding {
  @Option(
      names = "--offer",
      paramLabel = "DIGEST",
      description =
          "Approve only if the offer's digest begins like this: the one that you have seen"
              + " elsewhere.")
  private String wanted = "";

  @Override
  Word word(RequestText text) {
    return text.undecidable()
        .<Word>map(Word.None::new)
        .orElseGet(() -> accepting(text.offer().orElseThrow()));
  }

  private Word accepting(Offer offer) {
    return offer.digest().startsWith(wanted)
        ? new Word.Annotation("leasehold.dev/approve", offer.digest())
        : new Word.None("the offer changed: look at it again with show, then approve that");
  }

  @Override
  String question() {
    return "Approve this";
  }

  @Override
  String done() {
    return "approved";
  }
}
