package dev.leasehold.cli;

import dev.leasehold.approval.Count;
import dev.leasehold.approval.Count.Seats;
import dev.leasehold.cli.Expectations.Case;
import dev.leasehold.cli.Expectations.Subject;
import dev.leasehold.cli.Expectations.Verdict;
import dev.leasehold.cli.Judging.Outcome;
import dev.leasehold.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges what a file of expectations names, each case by itself, and compares. */
record ExpectationRun(Expectations expectations, Manifests manifests, ChartValues chart) {
  /**
   * What came of it.
   *
   * @param text the same for people
   */
  private record Found(
      Optional<Verdict> verdict, Optional<String> reason, List<String> missing, String text) {
    Found(Verdict verdict, Optional<String> reason, List<String> missing, String text) {
      this(Optional.of(verdict), reason, missing, text);
    }
  }

  List<Checked> all() {
    return expectations.cases().stream().map(this::checked).toList();
  }

  private Checked checked(Case test) {
    Optional<String> failure = failure(test);
    String name = expectations.file() + ": " + test.name();
    return new Checked(
        Checked.Kind.EXPECTATION,
        name,
        Place.of(expectations.file()),
        name + failure.map(f -> ": " + f).orElse(""),
        List.of(),
        failure.stream()
            .map(f -> Finding.error(Code.EXPECTATION_FAILED, Place.of(expectations.file()), f))
            .toList());
  }

  private Optional<String> failure(Case test) {
    Found found =
        switch (test.subject()) {
          case Subject.OfEntitlement(String name) -> entitlement(test, name);
          case Subject.OfRequest(String name) -> request(test, name);
        };
    boolean fits =
        found.verdict().equals(Optional.of(test.verdict()))
            && test.reason().filter(r -> !found.reason().equals(Optional.of(r))).isEmpty()
            && test.missing().filter(m -> !found.missing().equals(sorted(m))).isEmpty();
    return fits
        ? Optional.empty()
        : Optional.of("expected %s, found %s".formatted(expected(test), found.text()));
  }

  private static String expected(Case test) {
    return test.verdict()
        + test.reason().map(r -> " " + r).orElse("")
        + test.missing().map(m -> " of " + String.join(", ", m)).orElse("");
  }

  private Found entitlement(Case test, String name) {
    FileRoles roles = new FileRoles(manifests, true);
    FileView view = view(roles, new EarlierRequests(chart.persons(), false));
    return new CatalogLint(manifests, view, roles, chart, test.now())
        .all().stream()
            .filter(checked -> checked.name().equals(name))
            .findFirst()
            .map(
                checked ->
                    CatalogLint.obstacle(checked.findings())
                        .map(this::closed)
                        .orElseGet(this::open))
            .orElseGet(() -> absent("entitlement " + name));
  }

  private Found closed(Finding why) {
    return new Found(
        Verdict.NotRequestable,
        Optional.of(why.code()),
        List.of(),
        "NotRequestable %s: %s".formatted(why.code(), why.message()));
  }

  private Found open() {
    return new Found(Verdict.Requestable, Optional.empty(), List.of(), "Requestable");
  }

  private Found request(Case test, String name) {
    EarlierRequests earlier = new EarlierRequests(chart.persons(), test.applier().isPresent());
    FileView view = view(new FileRoles(manifests, true), earlier);
    Judging judging = new Judging(view, chart, test.applier().orElse("somebody"), test.now());
    for (String before : test.before()) {
      Optional<Manifest> there = find(before);
      if (there.isEmpty()) {
        return absent("request " + before);
      }
      if (judging.judge(there.get()) instanceof Outcome.Accepted accepted) {
        earlier.add(accepted.request());
      }
    }
    return find(name)
        .map(manifest -> found(judging.judge(manifest, test.approvers())))
        .orElseGet(() -> absent("request " + name));
  }

  private static Found found(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var _, Reason why) ->
          new Found(
              Verdict.Refused,
              Optional.of(why.code().text()),
              List.of(),
              "Refused %s: %s".formatted(why.code(), why.message()));
      case Outcome.Accepted accepted ->
          accepted
              .missing()
              .map(ExpectationRun::waits)
              .orElseGet(() -> new Found(Verdict.Granted, Optional.empty(), List.of(), "Granted"));
    };
  }

  /** Where more people are needed than places are free, any role will do. */
  private static Found waits(Count count) {
    List<String> missing =
        count.seats().stream()
            .filter(seats -> seats.given() < seats.needed())
            .map(Seats::role)
            .sorted()
            .toList();
    String text =
        count.seats().stream()
            .map(s -> s.role() + " " + s.given() + " of " + s.needed())
            .collect(Collectors.joining(", "));
    return new Found(
        Verdict.AwaitingApproval,
        Optional.empty(),
        missing,
        "AwaitingApproval ("
            + text
            + count.because().map(why -> "; two different people, since " + why).orElse("")
            + ")");
  }

  private static Found absent(String what) {
    String text = what + " is not in the files, or has faults";
    return new Found(Optional.empty(), Optional.empty(), List.of(), text);
  }

  private static List<String> sorted(List<String> roles) {
    return roles.stream().sorted().toList();
  }

  private FileView view(FileRoles roles, EarlierRequests earlier) {
    return new FileView(manifests, chart, roles, Optional.empty(), earlier);
  }

  private Optional<Manifest> find(String name) {
    return manifests.of(Manifest.OURS, "AccessRequest").stream()
        .filter(manifest -> RequestChecks.name(manifest).equals(name))
        .filter(manifest -> Schemas.faults(manifest).isEmpty())
        .findFirst()
        .map(Manifest::withoutStatus);
  }
}
