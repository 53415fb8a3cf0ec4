package dev.leasehold.cli;

import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Settles the review that is owed of what was given. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description =
        "Reviews access that was given, as you: it shows what was given and asks first. If the"
            + " request changes meanwhile, nothing is written.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was reviewed",
      "1:it was not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class ReviewCommand extends Deciding {
  @ArgGroup(multiplicity = "1")
  private Verdict verdict = new Verdict();

  /** One of the two words that a review can be. */
  static final class Verdict {
    @Option(names = "--keep", required = true, description = "It is as it should be.")
    private boolean keep;

    @Option(names = "--revoke", required = true, description = "It is not: the access ends.")
    private boolean revoke;

    String word() {
      return keep ? "keep" : "revoke";
    }
  }

  @Override
  Word word(RequestText text) {
    return obstacle(text)
        .<Word>map(Word.None::new)
        .orElseGet(() -> new Word.Annotation("leasehold.dev/review", verdict.word()));
  }

  /** What nobody owes is not reviewed; whoever was satisfied may change their mind. */
  private Optional<String> obstacle(RequestText text) {
    boolean reviewed =
        verdict.revoke && !text.over() && text.condition("ReviewRequired").isPresent();
    if (text.reviewOwed().isPresent() || reviewed) {
      return Optional.empty();
    }
    return Optional.of(
        "no review of it is owed: the request is "
            + text.phase()
            + (text.over() ? "" : "; revoke would end it"));
  }

  @Override
  boolean onlyAsShown() {
    return true;
  }

  @Override
  String question() {
    return verdict.revoke ? "End this access" : "Keep this access";
  }

  @Override
  String done() {
    return "reviewed: " + verdict.word();
  }
}
