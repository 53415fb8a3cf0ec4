package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What bears our mark and belongs to no live record is swept. */
final class OrphanIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  /** G4; a round every 15 s. */
  private static final Duration SWEPT = Duration.ofSeconds(60);

  private static final String ORPHANS =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: ar-UID-shop, namespace: leasehold-grants, labels: {leasehold.dev/request-uid: UID}}
      ---
      apiVersion: v1
      kind: Secret
      type: Opaque
      metadata: {name: ar-UID-shop-1, namespace: leasehold-grants, labels: {leasehold.dev/request-uid: UID}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: ar-UID-shop-0, namespace: SHOP, labels: {leasehold.dev/request-uid: UID}}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: orders-reader}
      subjects: [{kind: ServiceAccount, name: ar-UID-shop, namespace: leasehold-grants}]
      """;

  @Test
  void whatBelongsToNoLiveRecordIsSwept() {
    Scene scene = Scene.set(LAB.lab(), Terms.automatic());
    Asked kept = scene.asks("nightly", "1h").active();
    String uid = UUID.randomUUID().toString();
    String kubeconfig =
        LAB.lab().serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
    try (KubernetesClient operator = LAB.lab().clientOf(kubeconfig)) {
      for (String yaml :
          ORPHANS.replace("UID", uid).replace("SHOP", scene.shop()).split("---\n", -1)) {
        operator.resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class)).create();
      }
    }
    // One of them may be swept already while the others are made.
    Lab.await().atMost(SWEPT).until(() -> Books.marked(LAB.lab(), uid).isEmpty());
    assertThat(Books.marked(LAB.lab(), kept.uid())).hasSize(4);
  }
}
