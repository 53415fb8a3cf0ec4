package dev.leasehold.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestPhase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A request in each phase and for each reason that any scenario comes to, as the API server would
 * have it. Other tools judge these files; {@code -Dscenarios.rewrite=true} writes them anew.
 */
final class RecordedObjectsTest {
  private static final Path FOLDER =
      Path.of(
          "examples/gitops/argocd/resource_customizations/leasehold.dev/AccessRequest/testdata");
  private static final int AT_LEAST = 30;

  /** What a tool that waits never reads; what is left is whole. */
  private static final List<String> LEFT_OUT =
      List.of("offer", "decision", "approvals", "history", "record");

  @Test
  void whatIsRecordedIsWhatIsWritten() throws IOException {
    Map<String, String> written = written();
    if (Boolean.getBoolean("scenarios.rewrite")) {
      rewrite(written);
    }
    assertThat(recorded()).isEqualTo(written);
  }

  @Test
  void everyPhaseIsThere() throws IOException {
    Map<String, String> recorded = recorded();
    assertThat(recorded).hasSizeGreaterThan(AT_LEAST);
    for (RequestPhase phase : RequestPhase.values()) {
      assertThat(recorded.keySet())
          .as(phase.name())
          .anyMatch(name -> name.startsWith(phase.name().toLowerCase(Locale.ROOT) + "-"));
    }
  }

  private static Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    written.put("new.yaml", yaml(World.shop().request(), Map.of("observedGeneration", -1)));
    for (String scenario : Scenario.names()) {
      World after = Play.of(Scenario.read(scenario)).after();
      after
          .find(World.REQUEST, AccessRequest.class)
          .filter(r -> r.getStatus() != null && said(r.getStatus(), "Reconciling").isPresent())
          .ifPresent(
              r -> {
                AccessRequestStatus status = Objects.requireNonNull(r.getStatus());
                written.putIfAbsent(name(r, status), yaml(r, tree(status)));
              });
    }
    return written;
  }

  private static String name(AccessRequest request, AccessRequestStatus status) {
    Optional<String> given = Optional.ofNullable(status.grantedAt()).map(at -> "-given");
    Optional<String> going =
        Optional.ofNullable(request.getMetadata().getDeletionTimestamp()).map(at -> "-deleted");
    Optional<String> stuck =
        said(status, "RevocationFailed")
            .filter(c -> c.getStatus().equals("True"))
            .map(c -> "-failed");
    return (status.phase() + "-" + said(status, "Reconciling").orElseThrow().getReason())
            .toLowerCase(Locale.ROOT)
        + Stream.of(given.filter(g -> status.phase() == RequestPhase.Withdrawn), going, stuck)
            .map(part -> part.orElse(""))
            .reduce("", String::concat)
        + ".yaml";
  }

  private static Optional<Condition> said(AccessRequestStatus status, String type) {
    return status.conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  private static Map<String, Object> tree(AccessRequestStatus status) {
    Map<String, Object> tree = Scenario.tree(Serialization.asJson(status));
    tree.keySet().removeAll(LEFT_OUT);
    return tree;
  }

  private static String yaml(AccessRequest request, Map<String, Object> status) {
    Map<String, Object> tree = new LinkedHashMap<>(Scenario.tree(Serialization.asJson(request)));
    tree.put("status", status);
    return Told.masked(Serialization.asYaml(tree));
  }

  private static Map<String, String> recorded() throws IOException {
    Map<String, String> recorded = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        recorded.put(Objects.requireNonNull(file.getFileName()).toString(), Files.readString(file));
      }
    }
    return recorded;
  }

  private static void rewrite(Map<String, String> written) throws IOException {
    for (String name : recorded().keySet()) {
      Files.delete(FOLDER.resolve(name));
    }
    for (Map.Entry<String, String> file : written.entrySet()) {
      Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
    }
  }
}
