package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.ApprovalMode;
import dev.leasehold.api.v1alpha1.ApprovalRule;
import dev.leasehold.api.v1alpha1.Entitlement;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which entitlements the caller may ask for from a namespace. */
final class Askable {
  private static final List<String> HEADER =
      List.of("ENTITLEMENT", "UP TO", "SENSITIVITY", "APPROVED BY", "TITLE");

  private final Catalogs catalogs;
  private final Caller caller;
  private final String namespace;
  private final List<List<String>> rows = new ArrayList<>(List.of(HEADER));
  private int unasked;

  Askable(KubernetesClient client, String namespace) {
    this.catalogs = new Catalogs(client);
    this.caller = new Caller(client);
    this.namespace = namespace;
  }

  /** Prints them; the code to exit with. */
  int list(PrintWriter out, Screen err) {
    Optional<Map<String, String>> labels = catalogs.labels(namespace);
    boolean more;
    try {
      more = catalogs.each(labels, this::look);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      err.line(
          "leasehold: you may not list entitlementcatalogs.leasehold.dev: ask for the verb list"
              + " (ClusterRole leasehold-approver has it), or name what you want:"
              + " leasehold request CATALOG.ENTITLEMENT --for SERVICEACCOUNT");
      return ClusterCommand.REFUSED;
    }
    if (rows.size() > 1) {
      new Table(rows).print(out, Columns.ofTerminal());
    } else {
      err.line("There is nothing that you may ask for from namespace " + namespace + ".");
    }
    notes(err, labels.isPresent(), more);
    return 0;
  }

  private void look(Catalogs.Item item) {
    switch (caller.mayDo("request", "", item.qualified())) {
      case YES -> rows.add(row(item));
      case NO -> {}
      case UNASKED -> unasked++;
    }
  }

  private static List<String> row(Catalogs.Item item) {
    Entitlement entitlement = item.entitlement();
    return List.of(
        item.qualified(),
        entitlement.maxDuration(),
        entitlement.sensitivity().name(),
        entitlement.approval().mode() == ApprovalMode.Auto
            ? "nobody"
            : String.join(
                ", ", entitlement.approval().rules().stream().map(ApprovalRule::role).toList()),
        entitlement.title());
  }

  private void notes(Screen err, boolean known, boolean more) {
    if (!known) {
      err.line(
          "leasehold: you may not read namespace %s, so some of these may not be offered to it"
              .formatted(namespace));
    }
    if (unasked > 0) {
      err.line(
          "leasehold: %d others were left out: there are too many to ask for each whether you may"
              .formatted(unasked));
    }
    if (more) {
      err.line(
          "leasehold: there are more than %d catalogs; the others were not looked at"
              .formatted(Catalogs.LOOKED_AT));
    }
  }
}
