package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An identity is frozen by a stamp on its service account, which nobody forges or takes back. */
final class OffboardingIT {
  private static final String POLICY = "leasehold-offboardings";
  private static final String OFFBOARD = "leasehold.dev/offboard";
  private static final String STAMP = "offboarding.leasehold.dev/1";
  private static final String REASON = "reason.leasehold.dev/offboarding-1";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  private GenericKubernetesResource account = fresh();

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void whoeverHoldsTheVerbOffboardsInTheirOwnName() {
    annotate(Cast.OFELIA, OFFBOARD, "left");
    assertThat(annotations()).isEqualTo(Map.of(STAMP, stamp("ofelia"), REASON, "left"));
    annotate(Cast.OFELIA, OFFBOARD, "once more");
    assertThat(annotations())
        .hasSize(4)
        .containsEntry("offboarding.leasehold.dev/2", stamp("ofelia"));
  }

  /** Offboarding ends access, so it stays open to machines that hold the verb. */
  @Test
  void machinesThatAreNoServiceAccountsDoSoToo() {
    for (Person machine : Cast.machines("guard-offboarders")) {
      annotate(machine, OFFBOARD, "left");
      assertThat(annotations()).containsEntry(STAMP, stamp(machine.name()));
      account = fresh();
    }
  }

  @Test
  void nobodyElseDoes() {
    for (Person other : List.of(Cast.EVE, Cast.REX, Cast.REINHARD)) {
      refused(() -> annotate(other, OFFBOARD, "left"))
          .hasMessageContaining("ask for verb offboard on entitlements, name " + place() + ".bot");
    }
    for (Person wildcard : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE)) {
      refused(() -> annotate(wildcard, OFFBOARD, "left")).hasMessageContaining("wildcard rights");
    }
    refused(() -> merge(stage.account("guard-gitops", "approver"), Map.of(OFFBOARD, "left")))
        .hasMessageContaining("service accounts neither offboard nor reinstate");
  }

  @Test
  void theVerbMayBeGivenForOneIdentity() {
    String namespace = place();
    grant(namespace);
    annotate(Cast.EVE, OFFBOARD, "left");
    assertThat(annotations()).containsEntry(STAMP, stamp("eve"));
    account = fresh();
    refused(() -> annotate(Cast.EVE, OFFBOARD, "left"));
  }

  @Test
  void aStampIsNotForged() {
    refused(() -> merge(stage.as(Cast.OFELIA), Map.of(STAMP, stamp("olga"), REASON, "left")))
        .hasMessageContaining("in your own name");
    String other = stamp("ofelia").replace(uid(), "33333333-3333-4333-8333-333333333333");
    refused(() -> merge(stage.as(Cast.OFELIA), Map.of(STAMP, other, REASON, "left")));
    for (Person who : List.of(Cast.EVE, People.ADMIN)) {
      refused(() -> merge(stage.as(who), Map.of(STAMP, stamp(who.name()), REASON, "left")));
    }
    refused(() -> merge(stage.as(Cast.OFELIA), Map.of(STAMP, stamp("ofelia"))))
        .hasMessageContaining("each with its text");
    String second = "offboarding.leasehold.dev/2";
    refused(
            () ->
                merge(
                    stage.as(Cast.OFELIA),
                    Map.of(second, stamp("ofelia"), "reason.leasehold.dev/offboarding-2", "left")))
        .hasMessageContaining("taken in order");
    merge(stage.as(Cast.OFELIA), Map.of(STAMP, stamp("ofelia"), REASON, "left"));
    assertThat(annotations()).isEqualTo(Map.of(STAMP, stamp("ofelia"), REASON, "left"));
  }

  @Test
  void aPlaceIsNotTakenBeforehand() {
    refused(() -> merge(stage.as(Cast.EVE), Map.of(REASON, "mine")));
    refused(() -> merge(stage.as(Cast.OFELIA), Map.of(REASON, "mine")));
  }

  @Test
  void nobodyIsOffboardedAtCreation() {
    String namespace = stage.namespace();
    for (Map<String, String> born :
        List.of(
            Map.of(OFFBOARD, "left"),
            Map.of(STAMP, "x none - ofelia", REASON, "left"),
            Map.of(REASON, "left"))) {
      Wire.assertRefused(
              POLICY, () -> Wire.create(stage.as(Cast.OFELIA), manifest(namespace, born)))
          .hasMessageContaining("nobody is offboarded at creation");
    }
  }

  @Test
  void aStampIsNeitherChangedNorRemoved() {
    annotate(Cast.OFELIA, OFFBOARD, "left");
    Map<String, String> before = annotations();
    for (KubernetesClient who :
        List.of(stage.as(Cast.OFELIA), stage.as(Cast.EVE), stage.as(People.ADMIN))) {
      refused(() -> merge(who, Map.of(STAMP, stamp("ofelia") + "x")));
      refused(() -> merge(who, Map.of(REASON, "another")));
      Map<String, @Nullable String> dropped = new HashMap<>();
      dropped.put(STAMP, null);
      dropped.put(REASON, null);
      merge(who, dropped);
      Wire.merge(who, account, "{\"metadata\": {\"annotations\": null}}");
      assertThat(annotations()).isEqualTo(before);
    }
  }

  @Test
  void othersWritesGoOnAsEver() {
    annotate(Cast.EVE, "example.com/note", "hello");
    annotate(Cast.OFELIA, OFFBOARD, "left");
    annotate(Cast.EVE, "example.com/note", "still here");
    Wire.merge(stage.as(Cast.EVE), account, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");
    assertThat(annotations()).hasSize(3).containsEntry("example.com/note", "still here");
    stage.as(Cast.EVE).resource(account).delete();
    account = account(place(), Map.of("example.com/note", "born again"));
    assertThat(annotations()).hasSize(1);
  }

  @Test
  void annotationsOfOthersNeverKeepAnyoneFromOffboarding() {
    Map<String, String> crowd = new LinkedHashMap<>();
    for (int i = 0; i < 12_000; i++) {
      crowd.put("a/" + i, "");
    }
    merge(stage.as(Cast.EVE), crowd);
    annotate(Cast.OFELIA, OFFBOARD, "left");
    assertThat(annotations()).containsEntry(STAMP, stamp("ofelia"));
    annotate(Cast.EVE, "example.com/note", "still possible");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u202Eb", "two\nlines"})
  void aReasonIsOneLineOfVisibleText(String reason) {
    refused(() -> annotate(Cast.OFELIA, OFFBOARD, reason)).hasMessageContaining("a reason is");
  }

  @Test
  void reinstatingIsSaidElsewhere() {
    refused(() -> annotate(Cast.REINHARD, "leasehold.dev/reinstate", "back"))
        .hasMessageContaining("on the AccessRecord with outcome Offboarded");
  }

  @Test
  void thereAreEightPlacesAndAnotherAccountHasItsOwn() {
    for (int i = 1; i <= 8; i++) {
      annotate(Cast.OFELIA, OFFBOARD, "reason " + i);
    }
    assertThat(annotations()).hasSize(16);
    refused(() -> annotate(Cast.OFELIA, OFFBOARD, "a ninth"))
        .hasMessageContaining("all eight places are taken");
    stage.as(Cast.EVE).resource(account).delete();
    account = account(place(), Map.of());
    annotate(Cast.OFELIA, OFFBOARD, "left");
    assertThat(annotations()).hasSize(2);
  }

  private static void grant(String namespace) {
    String yaml =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: guard-eve-offboards}
        rules:
        - {apiGroups: [leasehold.dev], resources: [entitlements], resourceNames: [%s.bot], verbs: [offboard]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: guard-eve-offboards}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: guard-eve-offboards}
        subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: eve}]
        """
            .formatted(namespace);
    stage.lab().kubectlWithInput(People.ADMIN, yaml, "apply", "-f", "-").orThrow();
    stage.lab().awaitAllBindings();
  }

  private static String manifest(String namespace, Map<String, String> annotations) {
    return """
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: bot, namespace: %s, annotations: %s}
    """
        .formatted(namespace, Serialization.asJson(annotations));
  }

  private static GenericKubernetesResource account(
      String namespace, Map<String, String> annotations) {
    return Wire.create(stage.as(Cast.EVE), manifest(namespace, annotations));
  }

  private static GenericKubernetesResource fresh() {
    return account(stage.namespace(), Map.of());
  }

  private void annotate(Person who, String key, String value) {
    merge(stage.as(who), Map.of(key, value));
  }

  private void merge(KubernetesClient who, Map<String, ? extends @Nullable String> annotations) {
    Wire.merge(
        who, account, Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
  }

  private Map<String, String> annotations() {
    return new TreeMap<>(
        Objects.requireNonNullElse(
            stage.lab().adminClient().resource(account).get().getMetadata().getAnnotations(),
            Map.of()));
  }

  private String place() {
    return account.getMetadata().getNamespace();
  }

  private String uid() {
    return account.getMetadata().getUid();
  }

  private String stamp(String user) {
    return uid() + " none - " + user;
  }

  /** Refused in the policy's name, and nothing changed. */
  private AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable write) {
    Map<String, String> before = annotations();
    var refusal = Wire.assertRefused(POLICY, write);
    assertThat(annotations()).isEqualTo(before);
    return refusal;
  }
}
