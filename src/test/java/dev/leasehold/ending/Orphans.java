package dev.leasehold.ending;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Objects that bear our mark and belong to no record. */
final class Orphans {
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

  private Orphans() {}

  /** Makes one of each kind, marked with this UID, as only the operator may. */
  static void planted(Scene scene, String uid) {
    String kubeconfig =
        scene.lab().serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
    try (KubernetesClient operator = scene.lab().clientOf(kubeconfig)) {
      for (String yaml :
          ORPHANS.replace("UID", uid).replace("SHOP", scene.shop()).split("---\n", -1)) {
        operator.resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class)).create();
      }
    }
  }
}
