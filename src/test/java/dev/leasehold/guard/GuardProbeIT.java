package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The operator knows, with its own rights, whether the guard is there, unaltered and at work. */
final class GuardProbeIT {
  private static final String VALIDATING =
      "validatingadmissionpolicies,validatingadmissionpolicybindings";
  private static final String MUTATING =
      "mutatingadmissionpolicies,mutatingadmissionpolicybindings";

  static final List<String> POLICIES = PackagedGuard.POLICIES;

  @RegisterExtension static final OwnLab OWN = new OwnLab();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = OWN.stage();
  }

  /** Whatever a test puts back takes the API server about a second to act. */
  @BeforeEach
  void await() {
    stage.awaitGuard();
  }

  @Test
  void theChartsGuardIsLiveForTheChartsOperator() {
    assertThat(stage.probe().prove()).isEqualTo(new Proof.Live(stage.probe().read()));
    assertThat(stage.probe().read()).isEqualTo(stage.probe().read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ValidatingAdmissionPolicy | leasehold-status | {\"spec\": {\"failurePolicy\":"
            + " \"Ignore\"}}",
        "ValidatingAdmissionPolicy | leasehold-records | {\"spec\": {\"validations\":"
            + " [{\"expression\": \"true\"}]}}",
        "ValidatingAdmissionPolicy | leasehold-approvals | {\"spec\": {\"matchConditions\":"
            + " [{\"name\": \"x\", \"expression\": \"false\"}]}}",
        "ValidatingAdmissionPolicyBinding | leasehold-mark | {\"spec\": {\"validationActions\":"
            + " [\"Warn\"]}}",
        "ValidatingAdmissionPolicyBinding | leasehold-creation | {\"spec\": {\"matchResources\":"
            + " {\"namespaceSelector\": {\"matchLabels\": {\"a\": \"b\"}}}}}",
        "ValidatingAdmissionPolicy | leasehold-forget | {\"metadata\": {\"labels\":"
            + " {\"leasehold.dev/guard\": \"false\"}}}",
        "MutatingAdmissionPolicy | leasehold-stamp | {\"spec\": {\"failurePolicy\": \"Ignore\"}}"
      })
  void anAlteredPolicyIsNoticedAtOnce(String kind, String name, String patch) {
    GenericKubernetesResource original =
        stage.lab().adminClient().resource(named(kind, name)).get();
    Fingerprint before = stage.probe().read();
    Wire.merge(stage.lab().adminClient(), original, patch);
    assertThat(stage.probe().read()).isNotEqualTo(before);
    assertThat(stage.probe().prove())
        .isInstanceOfSatisfying(
            Proof.NotLive.class, found -> assertThat(found.policy()).isEqualTo(name));
    original.getMetadata().setResourceVersion(null);
    stage.lab().adminClient().resource(original).update();
  }

  @Test
  void eachPolicyIsTriedByAForgeryOfItsOwn() {
    OWN.delete("validatingadmissionpolicybindings", "-l", "leasehold.dev/guard=true");
    OWN.delete("mutatingadmissionpolicybindings", "-l", "leasehold.dev/guard=true");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(failures())
                    .hasSize(trials().size())
                    .extracting(Proof.NotLive::policy)
                    .hasSameElementsAs(PackagedGuard.POLICIES));
    OWN.reinstall();
  }

  /**
   * One after the other, so that a trial which another policy would refuse as well is found out.
   */
  @ParameterizedTest
  @FieldSource("POLICIES")
  void aPolicyThatOnlyAuditsOrIsNotBoundIsNamedByItsOwnTrials(String policy) {
    KubernetesClient admin = stage.lab().adminClient();
    GenericKubernetesResource binding = binding(policy);
    boolean validates = binding.getKind().startsWith("Validating");
    if (validates) {
      Wire.merge(admin, binding, "{\"spec\": {\"validationActions\": [\"Audit\"]}}");
    } else {
      admin.resource(binding).delete();
    }
    assertThat(stage.probe().prove())
        .isInstanceOfSatisfying(
            Proof.NotLive.class, found -> assertThat(found.policy()).isEqualTo(policy));
    Lab.await()
        .untilAsserted(
            () -> assertThat(failures()).extracting(Proof.NotLive::policy).containsOnly(policy));
    binding.getMetadata().setResourceVersion(null);
    if (validates) {
      admin.resource(binding).update();
    } else {
      admin.resource(binding).create();
    }
  }

  private static GenericKubernetesResource binding(String policy) {
    GenericKubernetesResource packaged =
        PackagedGuard.objects(Stage.INSTALLATION).stream()
            .filter(object -> object.getKind().endsWith("AdmissionPolicyBinding"))
            .filter(object -> object.getMetadata().getName().equals(policy))
            .findFirst()
            .orElseThrow();
    return stage.lab().adminClient().resource(packaged).get();
  }

  /** Once a minute, and for every operator: decision 0105 has the figures. */
  @Test
  void aProofTakesFewCalls() {
    AtomicInteger calls = new AtomicInteger();
    Interceptor counting =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            calls.incrementAndGet();
          }
        };
    try (KubernetesClient operator =
        new KubernetesClientBuilder()
            .withConfig(stage.operator().getConfiguration())
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("counting", counting))
            .build()) {
      assertThat(new GuardProbe(operator, Stage.INSTALLATION, GuardSource.API).prove())
          .isInstanceOf(Proof.Live.class);
    }
    assertThat(calls).hasValue(54);
  }

  @Test
  void whatIsWrittenWhileTheGuardIsOffComesUnderAnotherFingerprint() {
    StagedRequest request = stage.offered();
    Fingerprint before = stage.probe().read();
    OWN.delete(VALIDATING, "leasehold-approvals");
    OWN.delete(MUTATING, "leasehold-stamp");
    String forged = request.stamp(DIGEST, "owner", "owen");
    Lab.await()
        .ignoreExceptions()
        .until(() -> request.annotate(Cast.EVE, "approval.leasehold.dev/1", forged).now() != null);
    OWN.reinstall();
    assertThat(request.annotations()).containsEntry("approval.leasehold.dev/1", forged);
    assertThat(stage.probe().read()).isNotEqualTo(before);
  }

  @Test
  void aWordLeftOverFromWithoutAGuardIsNeverStamped() {
    OWN.delete(VALIDATING, "leasehold-creation");
    OWN.delete(MUTATING, "leasehold-stamp");
    Map<String, String> words =
        Map.of(
            "leasehold.dev/applied-by",
            "rita",
            "leasehold.dev/requested-by",
            "rita",
            StagedRequest.APPROVE,
            StagedRequest.QUOTE,
            "leasehold.dev/deny",
            "no",
            "leasehold.dev/revoke",
            "no",
            "leasehold.dev/review",
            "keep");
    StagedRequest request = new StagedRequest(stage, stage.namespace(), "nightly-report");
    Lab.await()
        .ignoreExceptions()
        .until(() -> Wire.create(stage.as(Cast.RITA), request.manifest(words)) != null);
    OWN.reinstall();
    request.offer("owner").annotate(Cast.OWEN, "example.com/note", "innocent");
    assertThat(request.annotations())
        .isEqualTo(
            Map.of(
                "leasehold.dev/applied-by", "rita",
                "leasehold.dev/requested-by", "rita",
                "example.com/note", "innocent"));
    request.annotate(Cast.OWEN, StagedRequest.APPROVE, StagedRequest.QUOTE);
    assertThat(request.annotations()).containsKey("approval.leasehold.dev/1");
  }

  /** Whoever may make requests there, as a GitOps controller may, could else stop every grant. */
  @Test
  void nobodyElsesObjectsStandInTheWayOfATrial() {
    StagedRequest request = new StagedRequest(stage, Stage.OPERATOR_NAMESPACE, Canary.NAME + "-1");
    GenericKubernetesResource made = Wire.create(stage.as(Cast.RITA), request.manifest(Map.of()));
    KubernetesClient admin = stage.lab().adminClient();
    Secret secret =
        admin
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(Canary.NAME)
                    .withNamespace(Stage.OPERATOR_NAMESPACE)
                    .endMetadata()
                    .build())
            .create();
    assertThat(stage.probe().prove()).isInstanceOf(Proof.Live.class);
    admin.resource(made).delete();
    admin.resource(secret).delete();
  }

  /** Else a trial would pass or fail by them, with the policy or without. */
  @Test
  void whatWasWrittenOnTheCanaryWithoutAGuardIsTakenOff() {
    OWN.delete(VALIDATING + "," + MUTATING, "--all");
    Map<String, String> strange = new HashMap<>();
    strange.put("leasehold-operator/forged", "x");
    strange.put("leasehold-operator/stamped-forget", "true");
    strange.put("leasehold.dev/revoke", "canary");
    IntStream.rangeClosed(1, 8)
        .forEach(slot -> strange.put("revocation.leasehold.dev/" + slot, "x none - y"));
    StagedRequest stored = new StagedRequest(stage, Stage.OPERATOR_NAMESPACE, Canary.NAME);
    KubernetesClient admin = stage.lab().adminClient();
    Lab.await()
        .ignoreExceptions()
        .until(() -> stored.patch(admin, Map.of("annotations", strange)).now() != null);
    assertThat(stored.annotations()).containsAllEntriesOf(strange);
    OWN.reinstall();
    Lab.await().until(() -> stage.probe().prove() instanceof Proof.Live);
    assertThat(stored.annotations()).doesNotContainKeys(strange.keySet().toArray(String[]::new));
  }

  /** As by a second operator, while the policies take that one for the operator. */
  @Test
  void aStatusThatSomebodyWroteOnTheCanaryIsTakenOff() {
    KubernetesClient admin = stage.lab().adminClient();
    unguarded(
        stored ->
            Wire.mergeStatus(
                admin, stored, Serialization.asJson(Map.of("status", Map.of("phase", "Pending")))));
  }

  /** With the guard on none could grow by a trial, so that honest twins were refused, too. */
  @Test
  void aCanaryThatIsFullIsEmptied() {
    Map<String, String> labels =
        IntStream.range(0, 2_500)
            .boxed()
            .collect(Collectors.toMap(i -> "example.com/" + i, i -> "x".repeat(60)));
    Map<String, String> note = Map.of("example.com/note", "x".repeat(250_000));
    Map<String, ?> full = Map.of("metadata", Map.of("annotations", note, "labels", labels));
    KubernetesClient admin = stage.lab().adminClient();
    unguarded(stored -> Wire.merge(admin, stored, Serialization.asJson(full)));
  }

  private static void unguarded(UnaryOperator<GenericKubernetesResource> write) {
    StagedRequest stored = new StagedRequest(stage, Stage.OPERATOR_NAMESPACE, Canary.NAME);
    OWN.delete(VALIDATING + "," + MUTATING, "--all");
    Lab.await().ignoreExceptions().until(() -> write.apply(stored.now()) != null);
    OWN.reinstall();
    assertThat(stage.probe().prove()).isInstanceOf(Proof.Live.class);
  }

  /** A trial that adds a finalizer would be refused by the API server instead of by the guard. */
  @Test
  void aCanaryThatSomebodyKeepsFromBeingDeletedIsMadeAgain() {
    StagedRequest stored = new StagedRequest(stage, Stage.OPERATOR_NAMESPACE, Canary.NAME);
    KubernetesClient admin = stage.lab().adminClient();
    String uid = stored.now().getMetadata().getUid();
    OWN.delete(VALIDATING + "," + MUTATING, "--all");
    Lab.await()
        .ignoreExceptions()
        .until(
            () ->
                stored.patch(admin, Map.of("finalizers", List.of("example.com/keep"))).now()
                    != null);
    admin.resource(stored.now()).delete();
    assertThat(stored.now().getMetadata().getDeletionTimestamp()).isNotNull();
    OWN.reinstall();
    assertThat(stored.now().getMetadata().getUid()).isNotEqualTo(uid);
  }

  @Test
  void whoMayNotLookProvesNothing() {
    Proof proof = new GuardProbe(stage.as(Cast.EVE), Stage.INSTALLATION, GuardSource.API).prove();
    assertThat(proof).isInstanceOf(Proof.NotLive.class);
  }

  private static GenericKubernetesResource named(String kind, String name) {
    return Wire.parse(
        "apiVersion: admissionregistration.k8s.io/v1\nkind: %s\nmetadata: {name: %s}\n"
            .formatted(kind, name));
  }

  private static List<Proof.NotLive> failures() {
    return trials().stream()
        .map(trial -> trial.failure(GuardSource.API))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<Trial> trials() {
    return Trials.all(new ApiServer(stage.operator()), Stage.INSTALLATION, true);
  }
}
