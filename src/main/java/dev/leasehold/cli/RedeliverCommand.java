package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.app.MachineTime;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the credentials of live access made and delivered again. */
@Command(
    name = "redeliver",
    mixinStandardHelpOptions = true,
    description =
        "Has fresh credentials delivered into the Secret of a request, as you; the window stays."
            + " The credential that is delivered now lives on to its own end, or until credentials"
            + " are replaced once more, unless it --leaked. After the first time it is done at most"
            + " every two minutes, or tenth of credentialTTL if that is longer; what is asked for"
            + " sooner waits.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:fresh credentials were asked for",
      "1:they were not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class RedeliverCommand extends Deciding {
  private static final List<String> LEAKED =
      List.of(
          "  Ends:           every credential that was delivered before, within seconds. Workloads",
          "                  work again once they read the Secret again (mounted: 90 s or less)",
          "  Does not end:   what Vault stores for others too; have its owner change it");

  /** In what is left of a window no token is made any more, since it would outlive it. */
  private static final int LAST_MINUTES = 10;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; the record shows it as the last one that was heeded.")
  private String reason = "";

  @Option(
      names = "--leaked",
      description =
          "Ends every earlier credential as soon as fresh ones are delivered, also what workloads"
              + " have mounted until they read the Secret again. For those who may revoke.")
  private boolean leaked;

  /** Two that say the same are one wish, so each says when it was made. */
  @Override
  Word word(RequestText text) {
    String when = MachineTime.now().truncatedTo(ChronoUnit.MILLIS).toString();
    return obstacle(text)
        .<Word>map(Word.None::new)
        .orElseGet(
            () ->
                new Word.Annotation(
                    "leasehold.dev/redeliver",
                    ((leaked ? "leaked " : "") + when + " " + reason).strip()));
  }

  private Optional<String> obstacle(RequestText text) {
    if (!text.phase().equals(RequestPhase.Active.name())) {
      return Optional.of("nothing is delivered: the request is " + text.phase());
    }
    return text.condition("CredentialsDelivered")
        .filter(c -> !leaked)
        .filter(c -> ReasonCode.REDELIVER_WAITS.is(c.getReason()))
        .map(c -> c.getMessage());
  }

  @Override
  List<String> consequences(RequestText text) {
    List<String> lines = new ArrayList<>();
    lines.add("  Fresh credentials go into Secret " + text.secret() + "; the window stays.");
    lines.addAll(leaked ? LEAKED : unleaked(text));
    if (late(text)) {
      lines.add(
          "  WARNING: a token of the API server is not made in the last %d minutes of a window, one"
                  .formatted(LAST_MINUTES)
              + " of Vault's in the last minute: then nothing is delivered");
    }
    return lines;
  }

  private static List<String> unleaked(RequestText text) {
    return List.of(
        "  Ends:           the credential before the one that is delivered now",
        "  Does not end:   the one that is delivered now. It lives to its own end, or until",
        "                  credentials are replaced once more. If it leaked:",
        "                  leasehold redeliver " + text.typed() + " --leaked");
  }

  private static boolean late(RequestText text) {
    return text.status()
        .map(AccessRequestStatus::expiresAt)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .filter(end -> end.minus(LAST_MINUTES, ChronoUnit.MINUTES).isBefore(MachineTime.now()))
        .isPresent();
  }

  @Override
  String question() {
    return "Deliver fresh credentials";
  }

  @Override
  String done() {
    return "asked for fresh credentials";
  }
}
