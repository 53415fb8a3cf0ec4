package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.model.Limit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Approves exactly the offer that it has shown. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description =
        "Approves the offer of a request, as you. It shows the offer and asks first; if another"
            + " offer is made meanwhile, nothing is approved. With --for or --targets it accepts"
            + " less: it limits the request, waits for the new offer and approves that.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was approved",
      "1:it was not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class ApproveCommand extends Deciding {
  static final String KEY = "leasehold.dev/approve";

  @Option(
      names = "--offer",
      paramLabel = "DIGEST",
      description =
          "Approve only if the offer's digest begins like this: the one that you have seen"
              + " elsewhere.")
  private String wanted = "";

  @Mixin private LessOption less = new LessOption();

  @Spec private @Nullable CommandSpec spec;

  /** Less is another offer; everybody else has to accept that as well. */
  @Override
  Optional<AccessRequest> prepared(Requests requests, AccessRequest request, Confirmation asking) {
    Optional<Limit> limit = less.limit();
    check(limit, asking);
    RequestText text = new RequestText(request);
    if (limit.isEmpty() || word(text) instanceof Word.None) {
      return Optional.of(request);
    }
    Lessening lessening = new Lessening(requests, request, limit.get());
    if (lessening.holds()) {
      return Optional.of(request);
    }
    Optional<String> refusal = lessening.refusal();
    if (refusal.isPresent()) {
      err()
          .line(
              "leasehold: your approval would be refused, so nothing was written: "
                  + refusal.get());
      return Optional.empty();
    }
    return asking.given(err(), shown(text), "Limit this to " + limit.get().text())
        ? lessened(lessening, asking)
        : Optional.empty();
  }

  /** Nothing that was said is dropped, and nobody approves unseen what they named by a digest. */
  private void check(Optional<Limit> limit, Confirmation asking) {
    if (less.isReasonForNothing()) {
      throw usage("--reason says why less is accepted, and goes with --for or --targets");
    }
    if (limit.isPresent() && !wanted.isEmpty() && asking.isUnasked()) {
      throw usage(
          "--offer and --yes do not go with --for or --targets: nobody has seen that offer");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private Optional<AccessRequest> lessened(Lessening lessening, Confirmation asking) {
    lessening.write(less.text(lessening.limit()));
    // Whatever fails from here on, this was said before.
    err().line("The limit is written; it stays until leasehold.dev/limit=none takes it off.");
    asking.otherwise("it was not approved; the limit stays");
    return switch (lessening.offered()) {
      case Lessening.Result.Offered(AccessRequest offered) -> {
        err().line("Limited: this is a new offer, and everybody else has to accept it too.");
        wanted = "";
        yield Optional.of(offered);
      }
      case Lessening.Result.Failed(String why) -> {
        err().line("leasehold: " + why);
        yield Optional.empty();
      }
    };
  }

  @Override
  Word word(RequestText text) {
    return text.undecidable()
        .<Word>map(Word.None::new)
        .orElseGet(() -> accepting(text.offer().orElseThrow()));
  }

  private Word accepting(Offer offer) {
    return offer.digest().startsWith(wanted)
        ? new Word.Annotation(KEY, offer.digest())
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
