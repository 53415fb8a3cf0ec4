package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.model.Persons;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what waits for a decision of whoever runs it. */
@Command(
    name = "pending",
    mixinStandardHelpOptions = true,
    description =
        "Lists requests that wait for your approval or your review, the most urgent first: those"
            + " in whose roles you may act, that you have no part in and have not decided yet.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:they were listed, if there are any",
      "1:you may not list requests there: name a namespace with -n",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class PendingCommand extends ClusterCommand {
  @Option(names = "--all", description = "Also what waits for others.")
  private boolean all;

  @Override
  int run(KubernetesClient client) {
    Requests requests = new Requests(client);
    Optional<String> namespace =
        cluster.namesNamespace() ? Optional.of(cluster.namespace(client)) : Optional.empty();
    String me = requests.caller();
    List<Waiting> waiting =
        requests.open(namespace).stream()
            .map(RequestText::new)
            .flatMap(text -> waiting(text).stream())
            .sorted(Comparator.comparing(Waiting::by))
            .toList();
    List<Waiting> shown =
        all ? waiting : waiting.stream().filter(w -> waitsFor(me, w, requests)).toList();
    print(shown, waiting.size());
    return 0;
  }

  private static Optional<Waiting> waiting(RequestText text) {
    AccessRequest request = text.request();
    if (request.getMetadata().getDeletionTimestamp() != null) {
      return Optional.empty();
    }
    Optional<Offer> offer = text.offer();
    if (text.phase().equals(RequestPhase.AwaitingApproval.name()) && offer.isPresent()) {
      return Optional.of(new Waiting(text, "approve", offer.get().decideBy(), text.missing()));
    }
    return text.condition("ReviewRequired")
        .filter(c -> "True".equals(c.getStatus()))
        .map(c -> new Waiting(text, "review", c.getLastTransitionTime(), c.getReason()));
  }

  private static boolean waitsFor(String me, Waiting waiting, Requests requests) {
    RequestText text = waiting.text();
    boolean has = text.approvers().stream().anyMatch(me::equals);
    boolean asks = text.askers().stream().anyMatch(other -> Persons.PLAIN.same(me, other));
    if (has || asks) {
      return false;
    }
    return waiting.verb().equals("review")
        ? requests.mayDo("review", "", text.entitlement())
        : text.offer().map(Offer::roles).orElse(List.of()).stream()
            .anyMatch(role -> requests.mayDo("approve", role, text.entitlement()));
  }

  private void print(List<Waiting> shown, int of) {
    if (shown.isEmpty()) {
      err()
          .line(
              of == 0
                  ? "Nothing waits for a decision."
                  : "Nothing waits for you. %d for others: --all lists them.".formatted(of));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAMESPACE", "NAME", "DO", "ENTITLEMENT", "FOR", "DURATION", "MISSING", "BY"));
    for (Waiting one : shown) {
      AccessRequest request = one.text().request();
      rows.add(
          List.of(
              request.getMetadata().getNamespace(),
              request.getMetadata().getName(),
              one.verb(),
              one.text().entitlement(),
              request.getSpec().subject().serviceAccountName(),
              request.getSpec().duration(),
              one.missing(),
              one.by()));
    }
    new Table(rows).print(command().commandLine().getOut());
  }

  /** One request that waits, and for what. */
  private record Waiting(RequestText text, String verb, String by, String missing) {}
}
