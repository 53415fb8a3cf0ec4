package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.cli.Caller.May;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Writes a request, for somebody to apply. */
@Command(
    name = "request",
    mixinStandardHelpOptions = true,
    description =
        "Prints an AccessRequest, ready for kubectl apply -f -, and changes nothing. What the"
            + " catalog demands is checked, if you may read the catalog. Without an entitlement it"
            + " lists those that you may ask for.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it was printed",
      "1:it was not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class RequestCommand extends ClusterCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "CATALOG.ENTITLEMENT",
      description = "What to ask for; leave it out to list what there is.")
  private @Nullable String wanted;

  @Mixin private Asking asking = new Asking();

  @Override
  int run(KubernetesClient client) {
    return wanted == null
        ? new Askable(client, cluster.namespace(client))
            .list(command().commandLine().getOut(), err())
        : write(client, wanted);
  }

  private int write(KubernetesClient client, String name) {
    int dot = name.indexOf('.');
    if (dot < 1 || dot == name.length() - 1) {
      throw new ParameterException(
          command().commandLine(),
          "'" + name + "' is not CATALOG.ENTITLEMENT, such as shop.reader");
    }
    if (asking.account == null) {
      throw new ParameterException(
          command().commandLine(), "--for: name the service account that is to have access");
    }
    String entitlement = name.substring(dot + 1);
    Optional<EntitlementCatalog> catalog;
    try {
      catalog = catalog(client, name.substring(0, dot));
    } catch (IllegalArgumentException e) {
      return refused(e.getMessage());
    }
    Optional<Entitlement> offered = catalog.flatMap(c -> in(c, entitlement));
    if (catalog.isPresent() && offered.isEmpty()) {
      return refused("spec.entitlement: the catalog has no " + entitlement + "; request lists all");
    }
    return print(
        client,
        new Draft(name.substring(0, dot), entitlement, cluster.namespace(client), asking, offered));
  }

  /** Empty where the caller may not read it, and that is said. */
  private Optional<EntitlementCatalog> catalog(KubernetesClient client, String name) {
    try {
      return Optional.of(
          new Catalogs(client)
              .named(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "spec.entitlement: there is no EntitlementCatalog " + name)));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      err()
          .line(
              "leasehold: not checked: you may not read entitlementcatalogs.leasehold.dev/"
                  + name
                  + "; ask for the verb get on it (ClusterRole leasehold-approver has it)");
      return Optional.empty();
    }
  }

  private static Optional<Entitlement> in(EntitlementCatalog catalog, String name) {
    return catalog.getSpec().entitlements().stream().filter(e -> e.name().equals(name)).findFirst();
  }

  private int print(KubernetesClient client, Draft draft) {
    Optional<String> fault = draft.fault();
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    String qualified = draft.catalog() + "." + draft.name();
    if (new Caller(client).mayDo("request", "", qualified) == May.NO) {
      err()
          .line(
              "leasehold: the API server will refuse it if you apply it: ask for verb request on"
                  + " entitlements.leasehold.dev, name "
                  + qualified);
    }
    tellOfNamesake(client, draft);
    command().commandLine().getOut().print(Serialization.asYaml(draft.object()));
    command().commandLine().getOut().flush();
    return 0;
  }

  /** A request never changes, so whoever applies another under its name is refused. */
  private void tellOfNamesake(KubernetesClient client, Draft draft) {
    try {
      if (new Requests(client).named(draft.namespace(), draft.requestName()).isPresent()) {
        err()
            .line(
                "leasehold: accessrequests.leasehold.dev/%s is there already in namespace %s: use"
                        .formatted(draft.requestName(), draft.namespace())
                    + " --name for another, or delete that first");
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
    }
  }

  private int refused(@Nullable String why) {
    err().line("leasehold: " + why);
    return REFUSED;
  }
}
