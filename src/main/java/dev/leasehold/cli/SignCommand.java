package dev.leasehold.cli;

import dev.leasehold.app.MachineTime;
import dev.leasehold.approval.ssh.ApprovalDocument;
import dev.leasehold.approval.ssh.SignatureAnnotation;
import dev.leasehold.cli.SshKeygen.Unsigned;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.observe.SignatureReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a signed approval of a request in a file, to be committed with it. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description =
        "Approves a request in a file with an SSH key, without a cluster. Prints what would be"
            + " granted, and then the annotation to be put into the request's manifest. It signs"
            + " with ssh-keygen, so agents work.%n%nIt limits nothing. Where an approver has limited"
            + " the request in the cluster (approve --for), sign the request as it is there:"
            + " kubectl get accessrequests.leasehold.dev NAME -o yaml. The signature then is for the lesser offer, and"
            + " counts under that limit only.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:the annotation was printed", "1:it could not be made", "2:wrong usage"})
final class SignCommand implements Callable<Integer> {
  private static final Duration USUAL = Duration.ofHours(24);
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  @Option(
      names = "--request",
      required = true,
      paramLabel = "FILE",
      description = "The AccessRequest, alone in its file.")
  private Path request = Path.of("");

  @Option(
      names = "--catalog",
      required = true,
      paramLabel = "FILE",
      description = "The EntitlementCatalog as it is in the cluster.")
  private Path catalog = Path.of("");

  @Option(
      names = "--roles-from",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Roles and ClusterRoles that the entitlement binds, as they are in the cluster; for"
              + " emergencies and rules with conditions also the request's Namespace and"
              + " ServiceAccount.")
  private List<Path> rolesFrom = List.of();

  @Option(
      names = "--cluster-uid",
      required = true,
      paramLabel = "UID",
      description = "kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'")
  private String clusterUid = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "In which role you approve; may be given several times.")
  private Set<String> roles = Set.of();

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description =
          "Until when the approval may be counted, in UTC (default: 24 h from now); at most as long"
              + " as records are kept.")
  private @Nullable Instant notAfter;

  @Option(
      names = "--renewal",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Which renewal is approved, as status.offer.renewal says; 0 is the first window.")
  private int renewal;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      defaultValue = "1",
      description = "Tells signatures apart: the annotation is signature.leasehold.dev/LABEL.")
  private String label = "";

  @ArgGroup(multiplicity = "1")
  private SigningWay way = new SigningWay();

  @Option(names = "--ssh-keygen", defaultValue = "ssh-keygen", hidden = true)
  private String program = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (!LABEL.matcher(label).matches()) {
      throw usage("--label: 1 to 63 lower-case letters, digits and dashes");
    }
    Screen err = new Screen(command().commandLine().getErr());
    try {
      ApprovalDocument document = document(err);
      if (way.onlyPrints()) {
        command().commandLine().getOut().print(document.text());
        command().commandLine().getOut().flush();
        return 0;
      }
      new Screen(command().commandLine().getOut()).line(annotation(document));
      return 0;
    } catch (Unsigned | IllegalArgumentException e) {
      err.line("leasehold: %s".formatted(Objects.requireNonNullElse(e.getMessage(), "not signed")));
      return 1;
    }
  }

  private String annotation(ApprovalDocument document) throws Unsigned {
    byte[] signature = way.signature(document.text(), program);
    String encoded = Base64.getEncoder().encodeToString(signature);
    SignatureAnnotation value =
        new SignatureAnnotation(document.roles(), document.notAfter(), encoded);
    return "%s%s: \"%s\"".formatted(SignatureAnnotation.PREFIX, label, value.text());
  }

  private ApprovalDocument document(Screen err) {
    Asked asked = Asked.read(request, catalog, rolesFrom, MachineTime.now());
    asked.offers(roles).forEach(err::line);
    Instant until = notAfter == null ? MachineTime.now().plus(USUAL) : notAfter;
    return SignatureReader.document(
        clusterUid,
        asked.request(),
        asked.offered(),
        renewal,
        roles,
        until.truncatedTo(ChronoUnit.SECONDS),
        CanonicalDigest::of);
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  private ParameterException usage(String message) {
    return new ParameterException(command().commandLine(), message);
  }
}
