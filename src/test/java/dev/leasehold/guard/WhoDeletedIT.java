package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What an API server keeps of who deletes: once it keeps anything, decision 0139 is out of date.
 */
final class WhoDeletedIT {
  @RegisterExtension static final OwnLab OWN = new OwnLab();

  /** Writes who wrote last, on every write that it is called for. */
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: who-wrote}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [leasehold.dev], apiVersions: ["*"], resources: [accessrequests], operations: [%s]}
        failurePolicy: Fail
        reinvocationPolicy: Never
        mutations:
        - patchType: JSONPatch
          jsonPatch:
            expression: '[JSONPatch{op: "add", path: "/metadata/labels", value: {"by": request.userInfo.username}}]'
      """;

  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: who-wrote}
      spec: {policyName: who-wrote}
      """;

  @Test
  void noPolicyWritesWhoDeletesOnWhatIsDeleted() {
    Stage stage = OWN.stage();
    KubernetesClient admin = stage.lab().adminClient();
    assertThatThrownBy(() -> Wire.create(admin, POLICY.formatted("DELETE")))
        .hasMessageContaining("Unsupported value: \"DELETE\"");
    Wire.create(admin, POLICY.formatted("\"*\""));
    Wire.create(admin, BINDING);
    StagedRequest request = stage.request();
    Lab.await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              Wire.merge(admin, request.now(), finalizers("[\"example.com/hold\"]"));
              Wire.merge(admin, request.now(), "{\"metadata\": {\"labels\": {\"x\": \"y\"}}}");
              assertThat(labels(request)).isEqualTo(Map.of("by", "admin"));
            });
    stage.as(Cast.EVE).resource(request.now()).delete();
    ObjectMeta meta = request.now().getMetadata();
    assertThat(meta.getDeletionTimestamp()).isNotNull();
    assertThat(labels(request)).isEqualTo(Map.of("by", "admin"));
    assertThat(meta.toString()).doesNotContain(Cast.EVE.name());
    Wire.merge(admin, request.now(), finalizers("null"));
  }

  private static Map<String, String> labels(StagedRequest request) {
    return Objects.requireNonNullElse(request.now().getMetadata().getLabels(), Map.of());
  }

  private static String finalizers(String value) {
    return "{\"metadata\": {\"finalizers\": %s}}".formatted(value);
  }
}
