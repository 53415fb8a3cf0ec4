package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.approval.ssh.SignatureAnnotation;
import dev.leasehold.cli.Judging.Outcome;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Signatures;
import dev.leasehold.policy.Decision;
import dev.leasehold.policy.Permissions;
import dev.leasehold.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges requests one after the other, each with those before it, and says what they would give.
 */
record RequestChecks(
    Judging judging,
    EarlierRequests earlier,
    FileRoles roles,
    boolean signaturesChecked,
    boolean asRead) {
  /** In the order of the files; what does not fit the schema is not judged. */
  List<Checked> all(List<Manifest> requests) {
    return requests.stream().map(this::checked).toList();
  }

  private Checked checked(Manifest manifest) {
    List<Finding> faults = Schemas.faults(manifest);
    if (!faults.isEmpty()) {
      return new Checked(
          Checked.Kind.REQUEST, name(manifest), manifest.place(), "", List.of(), faults);
    }
    Created created = new Created(manifest, asRead);
    return switch (judging.judge(created.judged())) {
      case Outcome.Accepted(var verdict, var signatures, var request, var _) ->
          accepted(manifest, verdict, signatures, request);
      case Outcome.Refused(Verdict verdict, Reason reason) -> {
        List<String> details = new ArrayList<>(List.of("in " + manifest.where()));
        details.addAll(trace(verdict.trace()));
        yield new Checked(
            Checked.Kind.REQUEST,
            name(manifest),
            manifest.place(),
            "%s: %s: %s".formatted(name(manifest), reason.code(), reason.message()),
            details,
            created.with(List.of(Finding.of(Finding.Level.ERROR, reason, manifest.place()))));
      }
    };
  }

  private Checked accepted(
      Manifest manifest, Verdict.Permitted verdict, Signatures signatures, AccessRequest request) {
    Entitlement given = verdict.entitlement();
    List<Finding> findings = new ArrayList<>(new Created(manifest, asRead).with(List.of()));
    signatures
        .refused()
        .forEach(
            why -> findings.add(Finding.error(Code.SIGNATURE_NOT_COUNTED, manifest.place(), why)));
    earlier
        .sharing(request)
        .map(
            other ->
                "delivers into the same Secret as "
                    + other
                    + ", which only one of them can; give each a secretName of its own")
        .map(why -> Finding.note(Code.SECRET_SHARED, manifest.place(), why))
        .ifPresent(findings::add);
    findings.addAll(CatalogLint.roles(given.targets(), roles, manifest.place()));
    List<String> details = limitedAnd(trace(worthSaying(verdict.trace())), request);
    details.addAll(Permissions.of(given, List.of()));
    Permissions.warnings(given, List.of()).forEach(w -> details.add("WARNING: " + w));
    details.addAll(signed(manifest, signatures));
    earlier.add(request);
    return new Checked(
        Checked.Kind.REQUEST,
        name(manifest),
        manifest.place(),
        "%s: %s; %s".formatted(name(manifest), given.ref().qualified(), approvals(given)),
        details,
        findings);
  }

  static String name(Manifest manifest) {
    return manifest.namespace() + "/" + manifest.name();
  }

  private static String approvals(Entitlement entitlement) {
    String places =
        entitlement.approval().places().stream()
            .map(place -> place.role() + " " + place.count())
            .collect(Collectors.joining(", "));
    return places.isEmpty() ? "no approval is asked" : "approvals: " + places;
  }

  /** As its status in the file says, and then these lines. */
  private static List<String> limitedAnd(List<String> lines, AccessRequest request) {
    List<String> all = new ArrayList<>();
    LimitText.of(request)
        .ifPresent(
            limit ->
                all.add(
                    "limited %s, as its status says; asked was %s"
                        .formatted(limit.said(), limit.asked())));
    all.addAll(lines);
    return all;
  }

  /** Without the rules that hold, but for who is asked. */
  private static List<Decision> worthSaying(List<Decision> trace) {
    return trace.stream()
        .filter(line -> !line.message().isEmpty())
        .filter(line -> line.result() != Decision.Result.HOLDS || line.rule().equals("approval"))
        .toList();
  }

  private static List<String> trace(List<Decision> trace) {
    return trace.stream()
        .map(
            line ->
                "%-7s %s  %s".formatted(line.result(), line.rule(), line.message()).stripTrailing())
        .toList();
  }

  private List<String> signed(Manifest request, Signatures signatures) {
    boolean signed =
        request
            .json()
            .path("metadata")
            .path("annotations")
            .toString()
            .contains(SignatureAnnotation.PREFIX);
    if (signed && !signaturesChecked) {
      return List.of("its signatures are not checked: --cluster-uid says for which cluster");
    }
    return signatures.unanswered()
        ? List.of("a signature verifies; what its maker may approve, the cluster says")
        : List.of();
  }
}
