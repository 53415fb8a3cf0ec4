package dev.leasehold.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is looked at in one run. */
record Checks(Manifests manifests, ChartValues chart, Instant now) {
  private static final String ANYBODY = "somebody";

  /**
   * Files first, then entitlements, requests and expectations.
   *
   * @param clusterUid for which signatures are made
   * @param applier who applies all requests, if that is known
   * @param asRead whether requests that were read from a cluster are judged as offered there
   */
  List<Checked> all(Optional<String> clusterUid, Optional<String> applier, boolean asRead) {
    List<Expectations> expected = new ArrayList<>();
    List<Checked> all = new ArrayList<>(FileChecks.all(manifests));
    manifests.expectations().forEach(file -> read(file, expected, all));
    FileRoles roles = new FileRoles(manifests, true);
    EarlierRequests earlier = new EarlierRequests(chart.persons(), applier.isPresent());
    FileView view = new FileView(manifests, chart, roles, clusterUid, earlier);
    all.addAll(asExpected(new CatalogLint(manifests, view, roles, chart, now).all(), expected));
    RequestChecks requests =
        new RequestChecks(
            new Judging(view, chart, applier.orElse(ANYBODY), now),
            earlier,
            roles,
            clusterUid.isPresent(),
            asRead);
    all.addAll(asExpected(requests.all(manifests.of(Manifest.OURS, "AccessRequest")), expected));
    expected.forEach(file -> all.addAll(run(file)));
    return all;
  }

  private void read(Path file, List<Expectations> expected, List<Checked> all) {
    try {
      expected.add(Expectations.read(file, now));
    } catch (Expectations.Unusable e) {
      all.add(unusable(file, e.findings()));
    }
  }

  private static Checked unusable(Path file, List<Finding> findings) {
    return new Checked(Checked.Kind.FILE, file.toString(), Place.of(file), "", List.of(), findings);
  }

  private static List<Checked> run(Expectations file) {
    Manifests manifests = Manifests.in(file.paths());
    try {
      ChartValues chart =
          file.values().isPresent()
              ? ChartValues.read(file.values().get())
              : ChartValues.unknown(manifests);
      return new ExpectationRun(file, manifests, chart).all();
    } catch (IllegalArgumentException e) {
      String message = "values: " + e.getMessage();
      return List.of(
          unusable(
              file.file(),
              List.of(Finding.error(Code.SCHEMA_VIOLATED, Place.of(file.file()), message))));
    }
  }

  /** What somebody wrote down that it is to be refused does not fail, if it is for that reason. */
  private static List<Checked> asExpected(List<Checked> all, List<Expectations> expected) {
    return all.stream()
        .map(
            checked ->
                new Checked(
                    checked.kind(),
                    checked.name(),
                    checked.place(),
                    checked.headline(),
                    checked.details(),
                    checked.findings().stream()
                        .map(f -> isExpected(checked.name(), f, expected) ? f.expected() : f)
                        .toList()))
        .toList();
  }

  private static boolean isExpected(String name, Finding finding, List<Expectations> expected) {
    return expected.stream()
        .flatMap(file -> file.cases().stream())
        .anyMatch(test -> test.refuses(name, finding.code()));
  }
}
