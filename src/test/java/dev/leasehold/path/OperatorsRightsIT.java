package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the operator may not hand out is said by name, where it is offered and where it is asked.
 */
final class OperatorsRightsIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  /** A right that nobody tells of is noticed within half a minute. */
  private static final Duration NOTICED = Duration.ofSeconds(45);

  private static final String AUDITOR =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: orders-auditor, namespace: NS}
      rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]
      """;

  private static final String MAY_BIND =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: may-bind, namespace: NS}
      rules:
      - apiGroups: [rbac.authorization.k8s.io]
        resources: [roles]
        resourceNames: [orders-auditor]
        verbs: [bind]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: may-bind, namespace: NS}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: may-bind}
      subjects: [{kind: ServiceAccount, name: leasehold-operator, namespace: leasehold-system}]
      """;

  /** Somebody gives the right beside the chart, so that no operator is restarted. */
  @ConcurrentTest
  void requestWaitsForTheRightToBindAndGoesOnOnceItIsThere() {
    Shop shop = Shop.bare(LAB.lab());
    shop.apply(AUDITOR.replace("NS", shop.orders()));
    shop.offers(Entitled.reader().giving(Entitled.token("audit", "orders-auditor")));
    Asked asked = shop.asks("audits", "duration: 1h, justification: yearly audit");
    String obstacle = asked.condition("Accepted", "RoleNotBindable").getMessage();
    assertThat(obstacle)
        .contains("Role orders-auditor", "may not be bound by the operator", "bindable roles");
    Lab.await()
        .untilAsserted(() -> assertThat(shop.entitlement("reader").reason()).isEqualTo(obstacle));
    shop.apply(MAY_BIND.replace("NS", shop.orders()));
    Lab.await()
        .atMost(NOTICED)
        .until(() -> asked.status().phase() == RequestPhase.AwaitingApproval);
    Lab.await().until(() -> shop.entitlement("reader").requestable());
    asked.activeBy(Cast.OLGA);
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
    }
  }
}
