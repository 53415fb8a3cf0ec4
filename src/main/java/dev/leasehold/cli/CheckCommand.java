package dev.leasehold.cli;

import dev.leasehold.app.MachineTime;
import dev.leasehold.cli.Checked.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether requests in files would be accepted, without a cluster. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether the AccessRequests in files would be accepted, and what they would give, by the"
          + " operator's own code and without a cluster.",
      "Their catalogs, roles, namespaces and service accounts have to be in the files too. Requests"
          + " are judged in the order of the files, each with those before it. What only a cluster"
          + " knows is left out: who else has access, the Secret's place, rules in CEL of the"
          + " schema.",
      "Files named leasehold-test.yaml say what is to come of which request; what is refused as one"
          + " of them expects does not count as refused."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every request would be accepted, or is refused as expected",
      "1:some would not, a file or an entitlement has a fault, or an expectation fails",
      "2:wrong usage, or there is nothing to judge"
    })
final class CheckCommand implements Callable<Integer> {
  private static final int NOTHING = 2;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, or directories with all below.")
  private List<Path> paths = List.of();

  @Option(
      names = "--values",
      paramLabel = "FILE",
      description =
          "The chart's values: what may be bound, who signs, retention. They are validated as Helm"
              + " does. Without: anything may be bound, nobody signs.")
  private @Nullable Path values;

  @Option(
      names = "--cluster-uid",
      paramLabel = "UID",
      description = "UID of the namespace kube-system, for which signatures are made.")
  private @Nullable String clusterUid;

  @Option(
      names = "--applier",
      paramLabel = "USER",
      description =
          "Who is taken for having applied all requests (default: somebody else for each).")
  private @Nullable String applier;

  @Option(
      names = "--as-read",
      description =
          "Judge requests that were read from a cluster (kubectl get -o yaml) as they are offered"
              + " there: what an approver limited, as their status says, counts. Without: as they"
              + " would be created, whatever status they have. Not for what somebody proposes.")
  private boolean asRead;

  @Option(names = "--now", paramLabel = "TIME", description = "Judge as if it were then, in UTC.")
  private @Nullable Instant now;

  @Option(
      names = "--catalogs-only",
      description = "Also exit with 0 or 1 if the files have catalogs and no request.")
  private boolean catalogsOnly;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; JUnit XML and SARIF 2.1.0 are for other programs.")
  private Report.Form output = Report.Form.text;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    for (Path path : paths) {
      if (!Files.isReadable(path)) {
        throw usage(path + " cannot be read; name files or directories");
      }
    }
    Manifests manifests = Manifests.in(paths);
    Instant then = (now == null ? MachineTime.now() : now).truncatedTo(ChronoUnit.SECONDS);
    Checks checks = new Checks(manifests, chart(manifests), then);
    List<Checked> all =
        checks.all(Optional.ofNullable(clusterUid), Optional.ofNullable(applier), asRead);
    Report.in(output).print(all, command.commandLine().getOut());
    if (isPointless(all)) {
      new Screen(command.commandLine().getErr())
          .line(
              "leasehold: there is no AccessRequest in the files; to check catalogs alone, say"
                  + " --catalogs-only");
      return NOTHING;
    }
    return all.stream().anyMatch(Checked::fails) ? 1 : 0;
  }

  /** A gate that looks at nothing must not be green. */
  private boolean isPointless(List<Checked> all) {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.REQUEST, Kind.EXPECTATION));
    if (catalogsOnly) {
      kinds.add(Kind.ENTITLEMENT);
    }
    boolean judged = all.stream().anyMatch(checked -> kinds.contains(checked.kind()));
    boolean faulty = all.stream().anyMatch(c -> c.kind() == Kind.FILE && c.fails());
    return !judged && !faulty;
  }

  private ChartValues chart(Manifests manifests) {
    try {
      return values == null ? ChartValues.unknown(manifests) : ChartValues.read(values);
    } catch (IllegalArgumentException e) {
      throw usage("--values: " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
