package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools that write what they know and drop the rest: every stamp is there again. */
final class DroppedStampIT {
  /** Applies what is in Git, as a GitOps controller acting for a tenant does. */
  private static final Person TOOL = new Person("tool", "guard-cast", "guard-requesters");

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  /** Approved, denied, revoked and reviewed; everything that can be dropped. */
  private static StagedRequest stamped() {
    return stage
        .requestBy(stage.as(TOOL), Map.of())
        .offer("owner")
        .annotate(Cast.OWEN, APPROVE, QUOTE)
        .annotate(Cast.OWEN, "leasehold.dev/deny", "not now")
        .annotate(TOOL, "leasehold.dev/revoke", "no longer needed")
        .annotate(Cast.RENATE, "leasehold.dev/review", "keep");
  }

  @Test
  void replacedWithoutAnnotations() {
    StagedRequest request = stamped();
    Map<String, String> before = request.annotations();
    GenericKubernetesResource bare = Wire.parse(request.manifest(Map.of()));
    bare.getMetadata().setAnnotations(null);
    bare.getMetadata().setLabels(Map.of("seen", "true"));
    bare.getMetadata().setResourceVersion(request.now().getMetadata().getResourceVersion());
    stage.as(TOOL).resource(bare).update();
    assertThat(request.annotations()).isEqualTo(before).hasSize(9);
    assertThat(request.now().getMetadata().getLabels()).containsEntry("seen", "true");
  }

  @Test
  void replacedByKubectl() {
    StagedRequest request = stamped();
    Map<String, String> before = request.annotations();
    kubectl(request.manifest(Map.of("example.com/note", "new")), "replace");
    assertThat(request.annotations()).containsAllEntriesOf(before);
  }

  @Test
  void appliedByKubectl() {
    StagedRequest request = stamped();
    Map<String, String> before = request.annotations();
    kubectl(request.manifest(Map.of("example.com/note", "1")), "apply");
    kubectl(request.manifest(Map.of()), "apply");
    assertThat(request.annotations())
        .containsAllEntriesOf(before)
        .doesNotContainKey("example.com/note");
  }

  @Test
  void appliedOnTheServer() {
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    kubectl(request.manifest(Map.of()), "apply", "--server-side", "--field-manager=tool");
    request.offer("owner").annotate(Cast.OWEN, APPROVE, QUOTE);
    Map<String, String> before = request.annotations();
    kubectl(
        request.manifest(Map.of("example.com/note", "1")),
        "apply",
        "--server-side",
        "--force-conflicts",
        "--field-manager=tool");
    kubectl(request.manifest(Map.of()), "apply", "--server-side", "--field-manager=tool");
    assertThat(request.annotations()).isEqualTo(before);
  }

  @Test
  void prunedAsFieldsOfKubectl() {
    StagedRequest request = stamped();
    Map<String, String> before = request.annotations();
    request.patch(stage.as(TOOL), Map.of("annotations", nothing(before)));
    assertThat(request.annotations()).isEqualTo(before);
  }

  @Test
  void onlyTheOperatorClearsAStampThatItHasLatched() {
    StagedRequest request = stamped();
    stage.grantOperatorEditsOf(request.namespace());
    request.annotate(stage.operator(), "approval.leasehold.dev/1", null);
    assertThat(request.annotations())
        .doesNotContainKey("approval.leasehold.dev/1")
        .containsEntry("leasehold.dev/applied-by", "tool");
    request.refuses(
        "leasehold-approvals",
        () -> request.annotate(stage.operator(), "approval.leasehold.dev/1", "forged"));
  }

  private static Map<String, Object> nothing(Map<String, String> annotations) {
    Map<String, Object> removed = new java.util.HashMap<>();
    annotations.keySet().forEach(key -> removed.put(key, null));
    return removed;
  }

  private static void kubectl(String manifest, String... verb) {
    String[] command = java.util.Arrays.copyOf(verb, verb.length + 2);
    command[verb.length] = "-f";
    command[verb.length + 1] = "-";
    stage.lab().kubectlWithInput(TOOL, manifest, command).orThrow();
  }
}
