package dev.leasehold.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is wrong or doubtful in files before anything in them is judged. */
final class FileChecks {
  /** What Helm makes of large numbers, also where the template quotes them. */
  private static final Pattern FORMATTED = Pattern.compile("[0-9](\\.[0-9]+)?e\\+[0-9]{2}");

  private FileChecks() {}

  /** One for each file that was read, or could not be; what is wrong with a request is its own. */
  static List<Checked> all(Manifests manifests) {
    Map<Path, List<Finding>> byFile = new LinkedHashMap<>();
    Map<String, Place> first = new LinkedHashMap<>();
    manifests.all().forEach(m -> byFile.put(m.place().file(), new ArrayList<>()));
    List<Finding> findings = new ArrayList<>(manifests.faults());
    for (Manifest manifest : manifests.all()) {
      if (!manifest.is(Manifest.OURS, "AccessRequest")) {
        findings.addAll(Schemas.faults(manifest));
      }
      findings.addAll(doubts(manifest));
      findings.addAll(twice(manifest, first));
    }
    for (Finding finding : findings) {
      byFile.computeIfAbsent(finding.place().file(), _ -> new ArrayList<>()).add(finding);
    }
    return byFile.entrySet().stream()
        .map(
            file ->
                new Checked(
                    Checked.Kind.FILE,
                    file.getKey().toString(),
                    Place.of(file.getKey()),
                    "",
                    List.of(),
                    file.getValue()))
        .toList();
  }

  private static List<Finding> doubts(Manifest manifest) {
    List<Finding> doubts = new ArrayList<>();
    if (manifest.is(Manifest.OURS, "AccessRequest")) {
      for (String field : List.of("requestId", "ticket")) {
        String value = manifest.json().path("spec").path(field).asText();
        if (FORMATTED.matcher(value).matches()) {
          doubts.add(
              Finding.note(
                  Code.NUMBER_FORMATTED,
                  manifest.place(),
                  "spec."
                      + field
                      + ": \""
                      + value
                      + "\" looks like a number that a template formatted; give it as a string"
                      + " (helm --set-string)"));
        }
      }
    }
    JsonNode json = manifest.json();
    boolean renames =
        !json.path("namePrefix").asText().isEmpty() || !json.path("nameSuffix").asText().isEmpty();
    if (renames && isKustomization(manifest) && json.path("configurations").isEmpty()) {
      doubts.add(
          Finding.note(
              Code.NAME_PREFIXED,
              manifest.place(),
              "namePrefix or nameSuffix does not rename spec.subject.serviceAccountName of"
                  + " AccessRequests, so another account may get the access; add a nameReference"
                  + " under configurations"));
    }
    return doubts;
  }

  private static boolean isKustomization(Manifest manifest) {
    Path name = manifest.place().file().getFileName();
    return manifest.kind().equals("Kustomization") || name.toString().startsWith("kustomization.");
  }

  private static List<Finding> twice(Manifest manifest, Map<String, Place> first) {
    if (!manifest.apiVersion().equals(Manifest.OURS)) {
      return List.of();
    }
    boolean namespaced = manifest.kind().equals("AccessRequest");
    String name = namespaced ? RequestChecks.name(manifest) : manifest.name();
    Place before = first.putIfAbsent(manifest.kind() + " " + name, manifest.place());
    return before == null
        ? List.of()
        : List.of(
            Finding.note(
                Code.DEFINED_TWICE,
                manifest.place(),
                "%s %s is also in %s; which of them counts depends on the order of applying"
                    .formatted(manifest.kind(), name, before.text())));
  }
}
