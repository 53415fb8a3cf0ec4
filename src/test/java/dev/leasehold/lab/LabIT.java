package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LabIT {
  private static Lab lab;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabOptions.ordinary());
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void peopleAreRecognisedWithTheirGroups() {
    Person somebody = new Person("dana@example.com", "team-a", "team:b");
    SelfSubjectReview review = lab.client(somebody).resource(new SelfSubjectReview()).create();
    assertThat(review.getStatus().getUserInfo().getUsername()).isEqualTo("dana@example.com");
    assertThat(review.getStatus().getUserInfo().getGroups())
        .containsExactlyInAnyOrder("team-a", "team:b", "system:authenticated");
  }

  @Test
  void whoHasNoRoleIsRefused() {
    assertThat(lab.kubectl(People.ALICE, "get", "secrets").stderr())
        .contains("User \"alice\" cannot list resource \"secrets\"");
    assertThat(lab.kubectl(People.ADMIN, "get", "secrets").succeeded()).isTrue();
  }

  @Test
  void serviceAccountsAreUsableByTheirTokens() {
    lab.namespace("tokens", Map.of());
    try (KubernetesClient client =
        lab.clientOf(lab.serviceAccountKubeconfig("tokens", "default"))) {
      SelfSubjectReview review = client.resource(new SelfSubjectReview()).create();
      assertThat(review.getStatus().getUserInfo().getUsername())
          .isEqualTo("system:serviceaccount:tokens:default");
    }
  }

  @Test
  void deletedNamespacesDisappearWithTheirContent() {
    lab.namespace("doomed", Map.of());
    lab.adminClient().resource(configMap("doomed", "content", owner -> owner)).create();
    lab.adminClient().namespaces().withName("doomed").delete();
    Lab.await().until(() -> lab.adminClient().namespaces().withName("doomed").get() == null);
  }

  @Test
  void whatADeletedObjectOwnedIsCollected() {
    lab.namespace("owners", Map.of());
    ConfigMap owner = lab.adminClient().resource(configMap("owners", "owner", b -> b)).create();
    ConfigMap owned =
        configMap(
            "owners",
            "owned",
            b ->
                b.editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata());
    lab.adminClient().resource(owned).create();
    lab.adminClient().resource(owner).delete();
    Lab.await().until(() -> lab.adminClient().resource(owned).get() == null);
  }

  @Test
  void twoLabsKnowNothingOfEachOther() {
    lab.namespace("here", Map.of());
    try (Lab other = Lab.start(LabOptions.ordinary())) {
      assertThat(other.adminClient().namespaces().withName("here").get()).isNull();
      assertThat(other.directory()).isNotEqualTo(lab.directory());
    }
    assertThat(lab.adminClient().namespaces().withName("here").get()).isNotNull();
  }

  @Test
  void theApiServerComesBackWithWhatItKnew() {
    try (Lab other = Lab.start(LabOptions.ordinary())) {
      other.namespace("kept", Map.of());
      other.stopApiServer();
      other.startApiServer();
      assertThat(other.adminClient().namespaces().withName("kept").get()).isNotNull();
    }
  }

  private static ConfigMap configMap(
      String namespace, String name, UnaryOperator<ConfigMapBuilder> further) {
    ConfigMapBuilder builder =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata();
    return further.apply(builder).build();
  }
}
