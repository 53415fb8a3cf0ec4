package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guard in a cluster where others have policies of their own, versions and wide rights. */
final class BesideOthersIT {
  private static final String STATUS = "leasehold-status";
  private static final String CANARY = "leasehold-canary";
  private static final String SEEN = "other.example/writes";

  @RegisterExtension static final OwnLab OWN = new OwnLab();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = OWN.stage();
  }

  /** As service meshes, cost tools and scanners do. */
  @Test
  void aPolicyThatAnnotatesEveryWriteKeepsNobodyFromBeingHeard() {
    String seen = everyWriteIsAnnotated();
    StagedRequest request = stage.offered().annotate(Cast.OTTO, APPROVE, QUOTE);
    request.annotate(Cast.OWEN, "leasehold.dev/deny", "no");
    request.annotate(Cast.RENATE, "leasehold.dev/review", "keep");
    request.annotate(Cast.RITA, "leasehold.dev/redeliver", "1");
    request.annotate(Cast.REX, "leasehold.dev/revoke", "enough");
    assertThat(request.annotations()).containsEntry(seen, "6").hasSize(11);

    GenericKubernetesResource grant = record("Rejected");
    Wire.merge(stage.as(Cast.RENATE), grant, annotated("leasehold.dev/forget", "gone"));
    assertThat(annotations(grant)).containsKeys(seen, "forget.leasehold.dev/1");
    GenericKubernetesResource frozen = record("Offboarded");
    Wire.mergeStatus(stage.operator(), frozen, "{\"status\": {\"phase\": \"Frozen\"}}");
    Wire.merge(stage.as(Cast.REINHARD), frozen, annotated("leasehold.dev/reinstate", "back"));
    assertThat(annotations(frozen)).containsKeys(seen, "reinstatement.leasehold.dev/1");
    GenericKubernetesResource account =
        Wire.create(
            stage.as(Cast.EVE),
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: bot, namespace: %s}"
                .formatted(request.namespace()));
    Wire.merge(stage.as(Cast.OFELIA), account, annotated("leasehold.dev/offboard", "left"));
    assertThat(annotations(account)).containsKeys(seen, "offboarding.leasehold.dev/1");

    GrantObjects ours = new GrantObjects(UUID.randomUUID().toString());
    Wire.create(stage.operator(), ours.secret(request.namespace(), "delivered"));
    Wire.create(stage.operator(), ours.binding(request.namespace(), "view", ours.subject()));
    assertThat(stage.probe().prove()).isInstanceOf(Proof.Live.class);
    nothingIsAnnotated();
  }

  /** The same where the operator works: what it writes is annotated, too. */
  @Test
  void aPolicyThatAnnotatesEveryWriteKeepsTheOperatorFromNothing() {
    try (Operator operator = Operator.start(stage.lab())) {
      AnnotatedLives lives = AnnotatedLives.in(stage.lab(), everyWriteIsAnnotated());
      lives.grantedRedeliveredAndRevoked();
      lives.denied();
      lives.deleted();
      lives.offboarded();
      assertThat(operator.hasProvedGuard()).isTrue();
    } finally {
      nothingIsAnnotated();
    }
  }

  /** By this annotation. */
  private static String everyWriteIsAnnotated() {
    kubectl(Stage.resource("other-policy.yaml"), "apply", "-f", "-");
    Lab.await().ignoreExceptions().until(BesideOthersIT::isAnnotated);
    stage.awaitGuard();
    return SEEN;
  }

  /** The other policy acts for another moment after it is deleted. */
  private static void nothingIsAnnotated() {
    kubectl(Stage.resource("other-policy.yaml"), "delete", "--ignore-not-found", "-f", "-");
    Lab.await().ignoreExceptions().until(() -> !isAnnotated());
  }

  private static boolean isAnnotated() {
    return stage.request().now().getMetadata().getAnnotations().containsKey(SEEN);
  }

  /** Whoever edits CustomResourceDefinitions can add a version without status subresource. */
  @Test
  void aVersionWithoutStatusSubresourceForgesNothing() {
    StagedRequest request = stage.offered();
    GenericKubernetesResource record = record("Rejected");
    GenericKubernetesResource catalog =
        Wire.create(stage.lab().adminClient(), Stage.resource("catalog.yaml"));
    String status = "{\"status\": {\"observedGeneration\": 7, \"phase\": \"Active\"}}";
    OWN.delete("validatingadmissionpolicybindings", "leasehold-kinds");
    for (GenericKubernetesResource object : List.of(request.now(), record, catalog)) {
      addVersion(object);
      for (Person who : List.of(Cast.EVE, People.ADMIN)) {
        unchanged(object, () -> Wire.merge(stage.as(who), beta(object), status));
      }
    }
    String approvals =
        """
        {"status": {"approvals": [{"approver": "owen", "roles": ["owner"], "offer": "%s", "at": "2026-01-01T00:00:00Z", "method": "Annotation"}]}}
        """
            .formatted(StagedRequest.DIGEST);
    unchanged(request.now(), () -> Wire.merge(stage.as(Cast.RITA), beta(request.now()), approvals));
    GenericKubernetesResource born = Wire.parse(request.manifest(Map.of()));
    born.getMetadata().setName("born-active");
    born.setAdditionalProperty("status", Map.of("phase", "Active"));
    Wire.assertRefused(STATUS, () -> stage.as(Cast.RITA).resource(beta(born)).create());

    Wire.merge(stage.as(Cast.OTTO), beta(request.now()), annotated(APPROVE, QUOTE));
    assertThat(request.annotations()).containsKey("approval.leasehold.dev/1");
    OWN.reinstall();
  }

  @Test
  void theKindsStayAndKeepStatusApart() {
    KubernetesClient admin = stage.lab().adminClient();
    CustomResourceDefinition kind = definition("accessrequests.leasehold.dev");
    Fingerprint before = stage.probe().read();
    refusedKind(() -> admin.resource(kind).delete());
    // As it is now: the API server notes in its status what it has served.
    refusedKind(
        () -> admin.resource(withVersion(definition(kind.getMetadata().getName()))).update());
    String webhook =
        """
        {"spec": {"conversion": {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v1"],
          "clientConfig": {"url": "https://example.com/convert"}}}}}
        """;
    refusedKind(() -> merge(kind, webhook));
    merge(kind, "{\"metadata\": {\"labels\": {\"seen\": \"true\"}}}");
    assertThat(stage.probe().read()).isEqualTo(before);

    OWN.delete("validatingadmissionpolicybindings", "leasehold-kinds");
    Lab.await().ignoreExceptions().until(() -> merge(kind, webhook) != null);
    InstalledKinds kinds =
        new GuardReader(
                new ApiServer(stage.operator()),
                stage.operator().getKubernetesSerialization(),
                GuardSource.API)
            .read()
            .kinds();
    assertThat(kinds.fault())
        .hasValueSatisfying(fault -> assertThat(fault.reason()).contains("conversion webhook"));
    merge(kind, "{\"spec\": {\"conversion\": null}}");
    OWN.reinstall();
    assertThat(stage.probe().read()).isNotEqualTo(before);
  }

  @Test
  void theCanaryIsTheOperatorsAlone() {
    StagedRequest canary = new StagedRequest(stage, Stage.OPERATOR_NAMESPACE, CANARY);
    for (Person wide : List.of(Cast.ANNA, Cast.EVE, Cast.WILMA, People.ADMIN)) {
      canary
          .refuses(CANARY, wide, "example.com/crowd", "x")
          .hasMessageContaining("only the operator writes the AccessRequest leasehold-canary");
    }
    canary.refuses(CANARY, () -> stage.as(Cast.EVE).resource(canary.now()).delete());
    CanaryNote note = new CanaryNote(stage.operator(), Stage.INSTALLATION);
    note.write("epoch");
    assertThat(note.noted()).contains("epoch");
    assertThat(stage.probe().prove()).isInstanceOf(Proof.Live.class);

    stage.lab().adminClient().resource(canary.now()).delete();
    assertThat(stage.probe().prove()).isInstanceOf(Proof.Live.class);
    assertThat(note.noted()).isEmpty();
  }

  private static void addVersion(GenericKubernetesResource object) {
    KubernetesClient admin = stage.lab().adminClient();
    String name = object.getKind().toLowerCase(Locale.ROOT) + "s.leasehold.dev";
    Lab.await()
        .ignoreExceptions()
        .until(() -> admin.resource(withVersion(definition(name))).update() != null);
    Lab.await().ignoreExceptions().until(() -> Wire.merge(admin, beta(object), "{}") != null);
  }

  private static CustomResourceDefinition definition(String name) {
    return stage
        .lab()
        .adminClient()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(name)
        .get();
  }

  private static CustomResourceDefinition withVersion(CustomResourceDefinition kind) {
    CustomResourceDefinitionVersion second =
        kind.getSpec()
            .getVersions()
            .getFirst()
            .edit()
            .withName("v1beta1")
            .withStorage(false)
            .withSubresources(null)
            .build();
    return kind.edit().editSpec().addToVersions(second).endSpec().build();
  }

  private static CustomResourceDefinition merge(CustomResourceDefinition kind, String json) {
    return stage
        .lab()
        .adminClient()
        .resource(kind)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private static void refusedKind(ThrowingCallable write) {
    String before = Serialization.asJson(definition("accessrequests.leasehold.dev").getSpec());
    Wire.assertRefused("leasehold-kinds", write);
    assertThat(Serialization.asJson(definition("accessrequests.leasehold.dev").getSpec()))
        .isEqualTo(before);
  }

  private static GenericKubernetesResource beta(GenericKubernetesResource object) {
    GenericKubernetesResource other = Serialization.clone(object);
    other.setApiVersion("leasehold.dev/v1beta1");
    return other;
  }

  private static void unchanged(GenericKubernetesResource object, ThrowingCallable write) {
    KubernetesClient admin = stage.lab().adminClient();
    String before = Serialization.asJson(admin.resource(object).get());
    Wire.assertRefused(STATUS, write).hasMessageContaining("only the operator writes status");
    assertThat(Serialization.asJson(admin.resource(object).get())).isEqualTo(before);
  }

  private static GenericKubernetesResource record(String outcome) {
    String uid = UUID.randomUUID().toString();
    String canary = new Canary(Stage.INSTALLATION).record(uid, "");
    return Wire.create(
        stage.operator(),
        canary
            .replace("\"Rejected\"", '"' + outcome + '"')
            .replace(
                "\"leasehold-canary\", \"name\": \"canary\"",
                "\"payments\", \"name\": \"orders-reader\"")
            .replace(
                "\"namespace\": \"leasehold-system\", \"serviceAccountName\": \"leasehold-canary\"",
                "\"namespace\": \"payments\", \"serviceAccountName\": \"nightly\""));
  }

  private static Map<String, String> annotations(GenericKubernetesResource object) {
    return stage.lab().adminClient().resource(object).get().getMetadata().getAnnotations();
  }

  private static String annotated(String key, String value) {
    return Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(key, value))));
  }

  private static void kubectl(String input, String... command) {
    stage.lab().kubectlWithInput(People.ADMIN, input, command).orThrow();
  }
}
