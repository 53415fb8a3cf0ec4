package dev.leasehold.cli;

import dev.leasehold.app.MachineTime;
import dev.leasehold.approval.ssh.SignatureAnnotation;
import dev.leasehold.cli.Judging.Outcome;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Signatures;
import dev.leasehold.policy.Decision;
import dev.leasehold.policy.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "Says whether the AccessRequests in files would be accepted, by the operator's own code and"
          + " without a cluster.",
      "Their catalogs, roles, namespaces and service accounts have to be in the files too. What"
          + " only a cluster knows is left out: who else has access, the Secret's place, rules in"
          + " CEL of the schema, and RBAC."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:every request would be accepted", "1:some would not", "2:wrong usage"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, or directories with all below.")
  private List<Path> paths = List.of();

  @Option(
      names = "--values",
      paramLabel = "FILE",
      description =
          "The chart's values: what may be bound, who signs, retention. Without: anything may be"
              + " bound, nobody signs.")
  private @Nullable Path values;

  @Option(
      names = "--cluster-uid",
      paramLabel = "UID",
      description = "UID of the namespace kube-system, for which signatures are made.")
  private @Nullable String clusterUid;

  @Option(
      names = "--applier",
      paramLabel = "USER",
      defaultValue = "somebody",
      description = "Who is taken for having applied the requests (default: ${DEFAULT-VALUE}).")
  private String applier = "";

  @Option(names = "--now", paramLabel = "TIME", description = "Judge as if it were then, in UTC.")
  private @Nullable Instant now;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    for (Path path : paths) {
      if (!Files.isReadable(path)) {
        throw new ParameterException(
            command.commandLine(), path + " cannot be read; name files or directories");
      }
    }
    Screen screen = new Screen(command.commandLine().getOut());
    Manifests manifests = Manifests.in(paths);
    ChartValues chart = chart(manifests, command);
    Judging judging = judging(manifests, chart);
    List<Fault> faults = new ArrayList<>(manifests.faults());
    faults.addAll(faults(manifests));
    faults.forEach(
        fault -> screen.line("FAULT    %s: %s".formatted(fault.where(), fault.message())));
    CatalogNotes.in(manifests, chart.segregation())
        .forEach(note -> screen.line("NOTE     %s: %s".formatted(note.where(), note.message())));
    List<Manifest> requests = manifests.of(Manifest.OURS, "AccessRequest");
    long refused =
        requests.stream()
            .filter(request -> Schemas.faults(request).isEmpty())
            .filter(request -> !report(request, judging.judge(request), screen))
            .count();
    screen.line(
        "%d requests, %d refused, %d faults in files"
            .formatted(requests.size(), refused, faults.size()));
    return refused == 0 && faults.isEmpty() ? 0 : 1;
  }

  private Judging judging(Manifests manifests, ChartValues chart) {
    return new Judging(
        new FileView(manifests, chart, Optional.ofNullable(clusterUid)),
        chart,
        applier,
        (now == null ? MachineTime.now() : now).truncatedTo(ChronoUnit.SECONDS));
  }

  private ChartValues chart(Manifests manifests, CommandSpec command) {
    try {
      return values == null ? ChartValues.unknown(manifests) : ChartValues.read(values);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--values: " + e.getMessage());
    }
  }

  private static List<Fault> faults(Manifests manifests) {
    return manifests.all().stream().flatMap(m -> Schemas.faults(m).stream()).toList();
  }

  private boolean report(Manifest request, Outcome outcome, Screen screen) {
    String name = request.namespace() + "/" + request.name();
    return switch (outcome) {
      case Outcome.Accepted(Verdict.Permitted verdict, Signatures signatures) -> {
        boolean fine = signatures.refused().isEmpty();
        screen.line(
            "%s %s: %s; %s"
                .formatted(
                    fine ? "ACCEPTED" : "REFUSED ",
                    name,
                    verdict.entitlement().ref().qualified(),
                    approvals(verdict.entitlement())));
        trace(worthSaying(verdict.trace()), screen);
        signatures(request, signatures, screen);
        yield fine;
      }
      case Outcome.Refused(Verdict verdict, Reason reason) -> {
        screen.line("REFUSED  %s: %s: %s".formatted(name, reason.code(), reason.message()));
        screen.line("         in %s".formatted(request.where()));
        trace(verdict.trace(), screen);
        yield false;
      }
    };
  }

  private static String approvals(Entitlement entitlement) {
    String places =
        entitlement.approval().places().stream()
            .map(place -> place.role() + " " + place.count())
            .collect(Collectors.joining(", "));
    return places.isEmpty() ? "no approval is asked" : "approvals: " + places;
  }

  /** Without the rules that hold and have nothing to say. */
  private static List<Decision> worthSaying(List<Decision> trace) {
    return trace.stream().filter(line -> !line.message().isEmpty()).toList();
  }

  private static void trace(List<Decision> trace, Screen screen) {
    for (Decision line : trace) {
      screen.line(
          "         %-7s %s  %s"
              .formatted(line.result(), line.rule(), line.message())
              .stripTrailing());
    }
  }

  private void signatures(Manifest request, Signatures signatures, Screen screen) {
    signatures.refused().forEach(why -> screen.line("         %s".formatted(why)));
    boolean signed =
        !request.json().path("metadata").path("annotations").isMissingNode()
            && request
                .json()
                .path("metadata")
                .path("annotations")
                .toString()
                .contains(SignatureAnnotation.PREFIX);
    if (signed && clusterUid == null) {
      screen.line("         its signatures are not checked: --cluster-uid says for which cluster");
    } else if (signatures.unanswered()) {
      screen.line("         a signature verifies; what its maker may approve, the cluster says");
    }
  }
}
