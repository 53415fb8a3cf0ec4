package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every name is as long as Kubernetes allows: nothing is cut, lost, or stuck without a word. */
final class LongNamesIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String TEAM = "n".repeat(63);
  private static final String ACCOUNT = "a.".repeat(126) + "b";
  private static final String ROLE = "q".repeat(63);
  private static final String ALONE = "e".repeat(63);
  private static final String APPROVED = "f".repeat(63);
  private static final int QUOTED = 63;

  private static final String RBAC =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: path-approve-as-long}
      rules: [{apiGroups: [leasehold.dev], resources: [entitlements/ROLE], verbs: [approve]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: path-approve-as-long}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: path-approve-as-long}
      subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: path-olga}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: path-long-request}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: path-request}
      subjects: [{kind: ServiceAccount, namespace: TEAM, name: ACCOUNT}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: path-long-requester}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: leasehold-requester}
      subjects: [{kind: ServiceAccount, namespace: TEAM, name: ACCOUNT}]
      """;

  @Test
  void longestNamesAreGrantedDeliveredToldAndEnded() {
    Shop shop = staged();
    List<Asked> all =
        Stream.of(63, 64, 253).map(length -> asks(shop, "r".repeat(length), ALONE)).toList();
    all.forEach(asked -> asked.awaits(RequestPhase.Active));
    Asked approved = asks(shop, "p".repeat(253), APPROVED);
    runAsPrinted(Objects.requireNonNull(approved.offer().approveCommand()));
    approved.awaits(RequestPhase.Active);
    for (Asked asked : Stream.concat(all.stream(), Stream.of(approved)).toList()) {
      String token = "x".repeat(63) + ".token";
      String secret = Objects.requireNonNull(asked.now().getSpec().secretName());
      assertThat(secret).hasSize(253);
      try (Workload workload =
          Workload.bearing(LAB.lab(), Workload.text(asked.secret(secret), token))) {
        assertThat(workload.gets("/api")).isEqualTo(200);
      }
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(asked.events()).anyMatch(event -> event.getReason().equals("Active")));
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      asked.awaits(RequestPhase.Withdrawn);
      asked.leftNothing(asked.uid());
      assertThat(asked.secret(secret)).isNull();
    }
    mayNotAskBecauseOfItsOwnName(shop);
  }

  /** Its user name is longer than any that can be recorded; it can be asked for, though. */
  private static void mayNotAskBecauseOfItsOwnName(Shop shop) {
    String kubeconfig = LAB.lab().serviceAccountKubeconfig(TEAM, ACCOUNT);
    try (KubernetesClient itself = LAB.lab().clientOf(kubeconfig)) {
      assertThatThrownBy(
              () -> itself.resource(shop.request(Map.of(), "own", ALONE, fields("own"))).create())
          .hasMessageContaining("1 to 253 characters");
    }
  }

  /** The namespace in which the orders are has its own, shorter, name. */
  private static Shop staged() {
    Shop orders = Shop.bare(LAB.lab());
    LAB.lab().namespace(TEAM, Map.of("path", TEAM));
    Shop shop = new Shop(LAB.lab(), TEAM);
    new Identity(shop, ACCOUNT).made();
    Entitled both =
        Entitled.reader()
            .giving(
                Entitled.token("x".repeat(63), "orders-reader"),
                Entitled.token("y".repeat(63), "orders-reader"));
    String rule = "mode: Required, rules: [{role: %s, count: 1}]".formatted(ROLE);
    shop.apply(
        Entitled.catalog(
                TEAM,
                List.of(
                    both.named(ALONE).approvedBy("mode: Auto"),
                    both.named(APPROVED).approvedBy(rule)))
            .replace(TEAM + "-shop", orders.orders()));
    shop.apply(RBAC.replace("ROLE", ROLE).replace("TEAM", TEAM).replace("ACCOUNT", ACCOUNT));
    return shop;
  }

  private static Asked asks(Shop shop, String name, String entitlement) {
    Person rita = Cast.RITA;
    return shop.asks(rita, Map.of(), name, entitlement, fields(name));
  }

  private static String fields(String name) {
    return "subject: {serviceAccountName: %s}, duration: 1h, justification: long names, secretName: %s, requestId: %s"
        .formatted(ACCOUNT, secret(name), "i".repeat(QUOTED));
  }

  /** Of the greatest length, and another one for each request. */
  private static String secret(String name) {
    String start = "s" + name.charAt(0) + name.length();
    return start + "z".repeat(253 - start.length());
  }

  private static void runAsPrinted(String command) {
    String[] words = command.split(" ", -1);
    LAB.lab()
        .kubectl(Cast.OLGA, List.of(words).subList(1, words.length).toArray(String[]::new))
        .orThrow();
  }
}
