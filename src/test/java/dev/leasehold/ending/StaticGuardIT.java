package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Helm;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard as files of the API server: no API call takes it away, an administrator's neither. */
@InItsOwnLab
final class StaticGuardIT {
  private static final String KINDS =
      "validatingadmissionpolicies,validatingadmissionpolicybindings,"
          + "mutatingadmissionpolicies,mutatingadmissionpolicybindings";

  private static final Map<String, String> VALUES =
      Map.of("bindable.roles", "{orders-reader}", "guard.static", "true");

  @Test
  void whoeverDeletesEveryPolicyForgesNoApprovalAndTheOperatorGoesOn(@TempDir Path files)
      throws IOException {
    LabOptions options =
        LabOptions.ordinary()
            .withApiServerFlag("--admission-control-config-file=" + configuration(files));
    try (Lab lab = Lab.start(options)) {
      lab.installChart(VALUES);
      try (Operator operator = Operator.start(lab)) {
        Scene scene = Scene.set(lab, Terms.approved());
        // Nothing else tells since when files are there; what is older than their proof is doubted.
        operator.awaitGuard();
        Asked before = scene.active("1h");
        lab.kubectl(People.ADMIN, "delete", KINDS, "--all").orThrow();
        Asked asked = scene.asks("later", "1h").awaits(RequestPhase.AwaitingApproval);
        forged(asked);
        String stamped = asked.as(People.ADMIN).require().getMetadata().getAnnotations().toString();
        assertThat(stamped).contains("leasehold.dev/applied-by=" + Scene.ASKER.name());
        asked.approved().active();
        before.revoked();
        before.ended(EndingCause.Withdrawn);
        operator.requireRunning();
      }
    }
  }

  /** Who trusts files only grants nothing where the same policies come from the API. */
  @Test
  void withoutTheFilesNothingIsGranted() {
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      lab.installChart(VALUES);
      try (Operator _ = Operator.start(lab)) {
        Asked asked = Scene.set(lab, Terms.automatic()).asks("early", "1h");
        Lab.await()
            .untilAsserted(
                () ->
                    assertThat(asked.conditions())
                        .anyMatch(
                            c ->
                                c.getReason().equals("ApprovalUnattested")
                                    && c.getMessage().contains(".static.k8s.io")));
        assertThat(asked.record()).isEmpty();
      }
    }
  }

  private static void forged(Asked asked) {
    String digest = Objects.requireNonNull(asked.status().orElseThrow().offer()).digest();
    String stamp = asked.stamp(digest);
    assertThatThrownBy(() -> asked.annotate(People.ADMIN, "approval.leasehold.dev/1", stamp))
        .hasMessageContaining("leasehold-approvals.static.k8s.io");
    assertThatThrownBy(
            () ->
                asked
                    .as(People.ADMIN)
                    .editStatus(
                        request -> {
                          request.setStatus(null);
                          return request;
                        }))
        .hasMessageContaining("leasehold-status.static.k8s.io");
  }

  /** What an API server is told: a directory for each kind of policies, as the chart has them. */
  private static Path configuration(Path files) throws IOException {
    ConfigMap rendered =
        Serialization.unmarshal(
            Helm.run(
                    "template",
                    "leasehold",
                    "helm/leasehold",
                    "--namespace=leasehold-system",
                    "--show-only=templates/guard-static.yaml",
                    "--set=guard.static=true")
                .orThrow()
                .stdout(),
            ConfigMap.class);
    StringBuilder plugins = new StringBuilder();
    for (String kind : List.of("Validating", "Mutating")) {
      String name = kind.toLowerCase(java.util.Locale.ROOT);
      Path directory = Files.createDirectories(files.resolve(name));
      String text = rendered.getData().getOrDefault(name + ".yaml", "");
      Files.writeString(directory.resolve(name + ".yaml"), text);
      plugins.append(
          """
          - name: %1$sAdmissionPolicy
            configuration:
              apiVersion: apiserver.config.k8s.io/v1
              kind: %1$sAdmissionPolicyConfiguration
              staticManifestsDir: %2$s
          """
              .formatted(kind, directory));
    }
    return Files.writeString(
        files.resolve("admission.yaml"),
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
        """
            + plugins);
  }
}
