package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PackagedGuardTest {
  private static final Installation INSTALLATION =
      new Installation(
          "ops",
          "system:serviceaccount:ops:op",
          "grants",
          List.of("shop"),
          List.of("r"),
          List.of(),
          List.of("u"),
          List.of(),
          List.of());

  private final List<GenericKubernetesResource> objects = PackagedGuard.objects(INSTALLATION);

  @Test
  void everyPolicyOfTheChartIsKnown() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("helm/leasehold/guard"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              PackagedGuard.POLICIES.stream().map(policy -> policy + ".yaml").toList());
    }
  }

  @Test
  void everyPolicyFailsClosedAndIsBoundToDeny() {
    for (String name : PackagedGuard.POLICIES) {
      List<GenericKubernetesResource> pair =
          objects.stream().filter(o -> o.getMetadata().getName().equals(name)).toList();
      assertThat(pair).hasSize(2);
      assertThat(pair.get(1).getKind()).isEqualTo(pair.getFirst().getKind() + "Binding");
      assertThat(spec(pair.getFirst())).containsEntry("failurePolicy", "Fail");
      assertThat(spec(pair.getLast())).containsEntry("policyName", name);
      if (pair.getFirst().getKind().startsWith("Validating")) {
        assertThat(spec(pair.getLast()))
            .isEqualTo(Map.of("policyName", name, "validationActions", List.of("Deny")));
      }
      assertThat(pair)
          .allSatisfy(
              object ->
                  assertThat(object.getMetadata().getLabels())
                      .containsEntry("leasehold.dev/guard", "true")
                      .containsEntry("app.kubernetes.io/part-of", "leasehold"));
    }
  }

  @Test
  void nothingIsLeftToFillIn() {
    assertThat(objects.toString())
        .doesNotContainPattern("@[A-Z_]+@")
        .contains("system:serviceaccount:ops:op", "in [\"r\"]", "in [\"shop\"]", "in [\"u\"]");
  }

  @Test
  void aGuardThatIsAsPackagedDiffersInNothing() {
    assertThat(installed(objects, true).differenceFrom(objects)).isEmpty();
  }

  @Test
  void defaultsOfTheApiServerAreNoDifference() {
    GenericKubernetesResource packaged = policy("resourceRules: [{resources: [x]}]");
    GenericKubernetesResource installed =
        policy(
            "resourceRules: [{resources: [x], scope: '*'}], matchPolicy: Equivalent,"
                + " objectSelector: {}, namespaceSelector: {}");
    assertThat(difference(installed, packaged)).isEmpty();
  }

  @Test
  void anythingElseIsADifference() {
    GenericKubernetesResource packaged = policy("resourceRules: [{resources: [x]}]");
    for (String changed :
        List.of(
            "resourceRules: [{resources: [y]}]",
            "resourceRules: [{resources: [x], scope: Cluster}]",
            "resourceRules: [{resources: [x]}], matchPolicy: Exact",
            "resourceRules: [{resources: [x]}], objectSelector: {matchLabels: {a: b}}",
            "resourceRules: [{resources: [x]}, {resources: [y]}]")) {
      assertThat(difference(policy(changed), packaged)).isPresent();
    }
  }

  @Test
  void withoutMutatingPoliciesNobodyMissesThem() {
    List<GenericKubernetesResource> validating =
        objects.stream().filter(o -> o.getKind().startsWith("Validating")).toList();
    assertThat(installed(validating, false).differenceFrom(objects)).isEmpty();
    assertThat(installed(validating, true).differenceFrom(objects))
        .hasValueSatisfying(missing -> assertThat(missing.policy()).isEqualTo("leasehold-stamp"));
  }

  /** UIDs and generations tell what became of the policies meanwhile, and whether it matters. */
  @Test
  void policiesThatDifferOrAreMissingAreNotThereforeFailing() {
    GenericKubernetesResource packaged = policy("resourceRules: [{resources: [x]}]");
    GenericKubernetesResource other = policy("resourceRules: [{resources: [y]}]");
    assertThat(difference(other, packaged).orElseThrow().seen()).isFalse();
    assertThat(installed(List.of(), true).differenceFrom(List.of(packaged)).orElseThrow().seen())
        .isFalse();
  }

  /**
   * In the midst of an upgrade some policies are new and some old. Who applied a request must be
   * checked in every mixture of them, so one policy alone has to do it (0095).
   */
  @Test
  void onePolicyAloneChecksWhoAppliedARequest() {
    Map<String, Object> spec =
        spec(
            objects.stream()
                .filter(o -> o.getKind().equals("ValidatingAdmissionPolicy"))
                .filter(o -> o.getMetadata().getName().equals("leasehold-creation"))
                .findFirst()
                .orElseThrow());
    assertThat(spec).containsEntry("failurePolicy", "Fail");
    assertThat(String.valueOf(spec.get("validations")))
        .contains(
            "!variables.created || variables.appliedBy == variables.user",
            "variables.created || (variables.appliedBy =="
                + " variables.olds[?'leasehold.dev/applied-by'].orValue('')");
  }

  private static InstalledGuard installed(List<GenericKubernetesResource> objects, boolean stamps) {
    return new InstalledGuard(objects, new InstalledKinds(List.of()), stamps);
  }

  private static Optional<Proof.NotLive> difference(
      GenericKubernetesResource installed, GenericKubernetesResource packaged) {
    return installed(List.of(installed), true).differenceFrom(List.of(packaged));
  }

  private static GenericKubernetesResource policy(String constraints) {
    return Serialization.unmarshal(
        "kind: ValidatingAdmissionPolicy\nmetadata: {name: x}\nspec: {matchConstraints: {%s}}"
            .formatted(constraints),
        GenericKubernetesResource.class);
  }

  private static Map<String, Object> spec(GenericKubernetesResource object) {
    return object.<Map<String, Object>>get("spec");
  }
}
