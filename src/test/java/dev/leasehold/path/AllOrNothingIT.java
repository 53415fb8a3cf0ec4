package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Targets are granted together or not at all, and what is somebody else's is left alone. */
final class AllOrNothingIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final Entitled TWO_TARGETS =
      Entitled.reader()
          .giving(
              Entitled.token("read", "orders-reader"), Entitled.token("write", "orders-writer"));

  @ConcurrentTest
  void foreignBindingInTheWayOfOneTargetLeavesNothingOfTheOther() {
    Shop shop = Shop.offering(LAB.lab(), TWO_TARGETS);
    Asked asked = shop.asks("both", HOUR);
    String foreign =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: ar-%s-write-0, namespace: %s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: orders-reader}
        """
            .formatted(asked.uid(), shop.orders());
    failsBehind(asked, shop, foreign);
  }

  @ConcurrentTest
  void foreignSecretThatCameBeforeTheApprovalLeavesNothing() {
    Shop shop = Shop.offering(LAB.lab(), TWO_TARGETS);
    Asked asked = shop.asks("both", HOUR);
    String foreign =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: both, namespace: %s}
        stringData: {token: mine}
        """
            .formatted(shop.namespace());
    failsBehind(asked, shop, foreign);
    assertThat(Workload.text(asked.secret(), "token")).isEqualTo("mine");
  }

  private static void failsBehind(Asked asked, Shop shop, String foreign) {
    asked.offer();
    GenericKubernetesResource before = shop.admin().resource(Shop.parse(foreign)).create();
    asked.approvedBy(Cast.OLGA).awaits(RequestPhase.ActivationFailed);
    String uid = asked.uid();
    asked.leftNothing(uid);
    assertThat(asked.condition("AccessRemoved").getStatus()).isEqualTo("True");
    assertThat(asked.condition("Ready").getMessage()).contains(before.getMetadata().getName());
    assertThat(Objects.requireNonNull(asked.recorded(uid).ending()).cause())
        .isEqualTo(EndingCause.ActivationFailed);
    assertThat(shop.admin().resource(Shop.parse(foreign)).get().getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
  }
}
