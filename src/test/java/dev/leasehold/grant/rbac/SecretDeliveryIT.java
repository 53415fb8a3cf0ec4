package dev.leasehold.grant.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretDeliveryIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  private static final Target ONE = new Target.RoleBinding("one", List.of());
  private static final Target TWO = new Target.RoleBinding("two", List.of());
  private static LabTerrain terrain;

  @BeforeAll
  static void start() {
    terrain = new LabTerrain(LAB.lab(), "secrets-shop");
  }

  @AfterAll
  static void close() {
    terrain.close();
  }

  @Test
  void theSecretHoldsJustTheKeysAndBelongsToTheRequest() {
    Grant grant = terrain.grant(List.of(ONE));
    deliver(grant, Map.of("one", credential("first")));
    Secret secret = secret(grant);
    assertThat(decoded(secret)).isEqualTo(Map.of("token", "first"));
    assertThat(secret.getType()).isEqualTo("Opaque");
    assertThat(secret.getMetadata().getLabels())
        .containsEntry("leasehold.dev/request-uid", grant.request().uid());
    assertThat(secret.getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getKind, OwnerReference::getUid, OwnerReference::getController)
        .containsExactly(Tuple.tuple("AccessRequest", grant.request().uid(), false));
  }

  @Test
  void severalTargetsPrefixTheirKeysEvenIfOneHasNone() {
    Grant grant = terrain.grant(List.of(ONE, TWO));
    deliver(grant, Map.of("one", credential("first")));
    assertThat(decoded(secret(grant))).isEqualTo(Map.of("one.token", "first"));
  }

  @Test
  void redeliveryReplacesTheContent() {
    Grant grant = terrain.grant(List.of(ONE));
    ObjectRef secret = deliver(grant, Map.of("one", credential("first")));
    terrain.delivery().deliver(grant, Map.of("one", credential("second")), Optional.of(secret));
    assertThat(decoded(secret(grant))).isEqualTo(Map.of("token", "second"));
  }

  @Test
  void aSecretOfAnotherTypeIsNotOurs() {
    Grant grant = terrain.grant(List.of(ONE));
    create(grant, "kubernetes.io/basic-auth", Map.of("username", "theirs", "password", "theirs"));
    assertNotOurs(terrain.delivery().available(grant.request(), grant.secretName()));
    assertNotOurs(tryDeliver(grant));
    assertThat(terrain.delivery().remove(grant, Optional.empty())).isInstanceOf(Removal.Gone.class);
    assertThat(decoded(secret(grant))).containsEntry("username", "theirs");
  }

  @Test
  void theSecretOfAnEarlierRequestOfTheSameNameIsNotOurs() {
    Grant earlier = terrain.grant(List.of(ONE));
    ObjectRef secret = deliver(earlier, Map.of("one", credential("earlier")));
    Grant later = withSecret(terrain.grant(List.of(ONE)), earlier.secretName());
    assertNotOurs(terrain.delivery().available(later.request(), later.secretName()));
    assertNotOurs(tryDeliver(later));
    assertThat(terrain.delivery().remove(later, Optional.empty())).isInstanceOf(Removal.Gone.class);
    assertThat(secret(earlier).getMetadata().getUid()).isEqualTo(secret.uid());
    assertThat(terrain.delivery().remove(earlier, Optional.empty()))
        .isInstanceOf(Removal.Gone.class);
  }

  @Test
  void nothingStaysReadableUnderAForeignFinalizer() {
    Grant grant = terrain.grant(List.of(ONE));
    ObjectRef secret = deliver(grant, Map.of("one", credential("first")));
    terrain.hold(secret);
    assertThat(terrain.delivery().remove(grant, Optional.of(secret)))
        .isInstanceOfSatisfying(
            Removal.Left.class,
            left -> assertThat(left.reason().message()).contains("example.com/hold", "erased"));
    assertThat(secret(grant).getData()).isNullOrEmpty();
    assertThat(secret(grant).getMetadata().getFinalizers()).containsExactly("example.com/hold");
  }

  @Test
  void answersAboutSecretsHoldNoContent() {
    Grant grant = terrain.grant(List.of(ONE));
    Address address = Names.delivered(grant.request(), grant.secretName());
    Map<String, Credential> content = Map.of("one", credential("first"));
    byte[] body =
        Serialization.asJson(DeliveredSecret.of(grant, address, content, Optional.empty()))
            .getBytes(StandardCharsets.UTF_8);
    Wire wire = new Wire(terrain.operator(), LabTerrain.TIMEOUT);
    String encoded = "Zmlyc3Q=";
    assertThat(new String(body, StandardCharsets.UTF_8)).contains(encoded);
    assertMetadataOnly(wire.send("POST", address.collection(), Cluster.METADATA, body), encoded);
    assertMetadataOnly(wire.send("PUT", address.path(), Cluster.METADATA, body), encoded);
    terrain.hold(terrain.find("Secret", address.namespace(), address.name()).orElseThrow());
    byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
    assertMetadataOnly(wire.send("DELETE", address.path(), Cluster.METADATA, none), encoded);
  }

  @Test
  void namespacesThatAreNotThereAreRefused() {
    Grant grant = terrain.grant(List.of(ONE));
    Grant elsewhere =
        new Grant(
            new RequestRef("nowhere", "a", grant.request().uid()),
            grant.recordUid(),
            grant.subject(),
            grant.subjectUid(),
            grant.targets(),
            grant.window(),
            "a");
    assertThat(tryDeliver(elsewhere)).isInstanceOf(Outcome.Refused.class);
    assertThat(terrain.delivery().remove(elsewhere, Optional.empty()))
        .isInstanceOf(Removal.Gone.class);
  }

  @Test
  void withoutTheGuardNothingOfUnknownOwnerIsTouched() {
    try (Lab bare = Lab.start(LabOptions.ordinary())) {
      Grant grant = terrain.grant(List.of(ONE));
      bare.namespace(grant.request().namespace(), Map.of());
      SecretDelivery unguarded = new SecretDelivery(bare.adminClient(), LabTerrain.TIMEOUT);
      Secret foreign = foreign(grant, "Opaque", Map.of("whose", "theirs"));
      bare.adminClient().resource(foreign).create();
      assertThat(unguarded.remove(grant, Optional.empty()))
          .isInstanceOfSatisfying(
              Removal.Left.class,
              left -> assertThat(left.reason().code()).hasToString("GuardNotLive"));
      assertThatThrownBy(() -> unguarded.deliver(grant, Map.of("one", credential("ours"))))
          .isInstanceOf(Unavailable.class);
      assertThat(decoded(bare.adminClient().resource(foreign).get())).containsKey("whose");
    }
  }

  private static void assertMetadataOnly(Exchange answer, String encoded) {
    assertThat(answer.succeeded()).isTrue();
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("PartialObjectMetadata", "uid")
        .doesNotContain(encoded);
  }

  private static Grant withSecret(Grant grant, String secretName) {
    return new Grant(
        grant.request(),
        grant.recordUid(),
        grant.subject(),
        grant.subjectUid(),
        grant.targets(),
        grant.window(),
        secretName);
  }

  private static ObjectRef deliver(Grant grant, Map<String, Credential> byTarget) {
    Outcome<ObjectRef> outcome = terrain.delivery().deliver(grant, byTarget);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<ObjectRef>) outcome).value();
  }

  private static Outcome<ObjectRef> tryDeliver(Grant grant) {
    return terrain.delivery().deliver(grant, Map.of("one", credential("ours")));
  }

  private static void assertNotOurs(Outcome<?> outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.reason().code()).hasToString("SecretNotOurs");
              assertThat(refused.reason().message()).contains("spec.secretName");
            });
  }

  private static Credential credential(String token) {
    return new Credential(Map.of("token", token.getBytes(StandardCharsets.UTF_8)));
  }

  private static void create(Grant grant, String type, Map<String, String> content) {
    LAB.lab().adminClient().resource(foreign(grant, type, content)).create();
  }

  private static Secret foreign(Grant grant, String type, Map<String, String> content) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(grant.secretName())
        .withNamespace(grant.request().namespace())
        .endMetadata()
        .withType(type)
        .withStringData(content)
        .build();
  }

  private static Secret secret(Grant grant) {
    return LAB.lab()
        .adminClient()
        .secrets()
        .inNamespace(grant.request().namespace())
        .withName(grant.secretName())
        .get();
  }

  private static Map<String, String> decoded(Secret secret) {
    return secret.getData().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new String(
                        Base64.getDecoder().decode(entry.getValue()), StandardCharsets.UTF_8)));
  }
}
