package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Freezes an identity: what it has ends, and nothing is granted to it any more. */
@Command(
    name = "offboard",
    mixinStandardHelpOptions = true,
    description =
        "Freezes a service account, as you: its access ends, and whatever is asked for it or by it"
            + " is rejected, also after it is created again. It shows what ends and asks first.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it is offboarded",
      "1:it is not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class OffboardCommand extends IdentityCommand {
  /** How many requests are shown. */
  private static final int SHOWN = 20;

  @Override
  Plan plan(KubernetesClient client, Subject identity) {
    Resource<ServiceAccount> place =
        client
            .serviceAccounts()
            .inNamespace(identity.namespace())
            .withName(identity.serviceAccount());
    ServiceAccount account = place.get();
    if (account == null) {
      return new Plan.None(
          "there is no ServiceAccount %s in namespace %s; name another with -n"
              .formatted(identity.serviceAccount(), identity.namespace()));
    }
    Optional<AccessRecord> frozen = frozen(new Freezes(client, identity));
    if (frozen.isPresent()) {
      return new Plan.None(
          "%s is frozen already: see accessrecords.leasehold.dev/%s"
              .formatted(qualified(identity), frozen.get().getMetadata().getName()));
    }
    return new Plan.Act(
        shown(client, identity),
        "Freeze this identity",
        why -> Writing.annotate(place, account, "leasehold.dev/offboard", why, false),
        "serviceaccounts/%s offboarded".formatted(identity.serviceAccount()));
  }

  /** Whoever may offboard need not be allowed to read records. */
  private static Optional<AccessRecord> frozen(Freezes freezes) {
    try {
      return Optional.ofNullable(freezes.place().get()).filter(OffboardingReader::frozen);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<String> shown(KubernetesClient client, Subject identity) {
    List<String> lines = new ArrayList<>();
    lines.add("service account " + qualified(identity));
    lines.addAll(affected(client, identity));
    lines.add("  Rejected:       whatever is asked for it, or by it for others, from now on,");
    lines.add("                  also after it is deleted and created again");
    lines.add("  Lifted by:      leasehold reinstate " + typed(identity) + " --reason ...");
    lines.add("                  What has ended stays ended.");
    return lines;
  }

  private static List<String> affected(KubernetesClient client, Subject identity) {
    List<RequestText> texts = new ArrayList<>();
    try {
      boolean more =
          new Requests(client)
              .each(
                  Requests.Which.OPEN,
                  Optional.of(identity.namespace()),
                  request -> keep(new RequestText(request), identity, texts));
      return lines(texts, more);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of(
            "  Ends:           all that it has; you may not list accessrequests.leasehold.dev here,"
                + " so what that is cannot be shown");
      }
      throw e;
    }
  }

  /** One more than is shown, to know that there are more. */
  private static void keep(RequestText text, Subject identity, List<RequestText> texts) {
    boolean its =
        text.request().getSpec().subject().serviceAccountName().equals(identity.serviceAccount());
    if (its && texts.size() <= SHOWN) {
      texts.add(text);
    }
  }

  private static List<String> lines(List<RequestText> texts, boolean unseen) {
    if (texts.isEmpty() && !unseen) {
      return List.of("  Ends:           nothing: no open request is for it");
    }
    List<String> lines = new ArrayList<>(List.of("  Ends:"));
    texts.stream()
        .limit(SHOWN)
        .forEach(
            text ->
                lines.add(
                    "    accessrequests.leasehold.dev/%s %s, %s"
                        .formatted(
                            text.request().getMetadata().getName(),
                            text.phase(),
                            text.entitlement())));
    if (unseen || texts.size() > SHOWN) {
      lines.add("    and more that are not shown");
    }
    return lines;
  }
}
