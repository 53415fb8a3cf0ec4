package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.cli.Leftovers.Finding;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells of access that no grant explains. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Lists bindings to roles of catalogs that no live grant explains (UNEXPLAINED), bindings"
            + " that give the subjects of live grants something besides (BESIDES), and bindings"
            + " that give anything to identities that were offboarded (FROZEN). It only reads, as"
            + " leasehold-auditor with the right to list rolebindings and clusterrolebindings, and"
            + " needs no operator.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing was found",
      "1:something was found",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int UNREAD = 3;

  /** How it is printed. */
  enum Output {
    table,
    csv
  }

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The cluster, and as whom (default: as for kubectl).")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table or csv (default: ${DEFAULT-VALUE}).")
  private Output output = Output.table;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    Config config = Kubeconfig.found(kubeconfig, null, command);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      List<Finding> findings = findings(client);
      Table table = table(findings);
      switch (output) {
        case table -> table.print(command.commandLine().getOut(), Columns.ofTerminal());
        case csv -> table.printCsv(command.commandLine().getOut());
      }
      return findings.isEmpty() ? 0 : 1;
    } catch (KubernetesClientException e) {
      new Screen(command.commandLine().getErr())
          .line("leasehold: the cluster could not be read (%s); see --help".formatted(trouble(e)));
      return UNREAD;
    }
  }

  private static String trouble(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? "this kubeconfig may not list "
            + Optional.ofNullable(e.getStatus())
                .map(Status::getDetails)
                .map(StatusDetails::getKind)
                .orElse("what it takes")
        : "code " + e.getCode();
  }

  private static List<Finding> findings(KubernetesClient client) {
    // Records last: what a grant made meanwhile is then explained, and what ended meanwhile is
    // told.
    List<RoleBinding> bindings = client.rbac().roleBindings().inAnyNamespace().list().getItems();
    List<ClusterRoleBinding> clusterBindings =
        client.rbac().clusterRoleBindings().list().getItems();
    List<EntitlementCatalog> catalogs =
        client.resources(EntitlementCatalog.class).list().getItems();
    List<AccessRecord> records = client.resources(AccessRecord.class).list().getItems();
    return new Leftovers(catalogs, records).among(bindings, clusterBindings);
  }

  private static Table table(List<Finding> findings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("FINDING", "NAMESPACE", "BINDING", "ROLE", "WHO"));
    for (Finding finding : findings) {
      rows.add(
          List.of(
              finding.kind().name(),
              finding.namespace().isEmpty() ? "(cluster-wide)" : finding.namespace(),
              finding.binding(),
              finding.role(),
              finding.who()));
    }
    return new Table(rows);
  }
}
