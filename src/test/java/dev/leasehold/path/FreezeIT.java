package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Access ends also while other people's policies let nothing be deleted, and it is told what is
 * left.
 */
final class FreezeIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final Duration GONE = Duration.ofSeconds(25);

  /** One that is meant for this grant alone, since others use the lab too. */
  @ConcurrentTest
  void accessEndsInAChangeFreezeAndItsStatusNamesThePolicyAndWhatItSays() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    String uid = asked.uid();
    String freeze = "freeze-" + shop.namespace();
    try (Workload workload = asked.workload()) {
      shop.apply(freeze(freeze, uid));
      Lab.await()
          .until(
              () ->
                  refusesToDelete(
                      shop, "rolebinding", shop.orders(), "ar-" + uid + "-shop-0", freeze));
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Prober.untilRefused(() -> workload.lists("configmaps", shop.orders()), GONE);
      assertThat(asked.condition("RevocationFailed", "DeniedByPolicy").getMessage())
          .contains("RoleBinding", freeze, "nothing is deleted before Monday", "emptied");
      Lab.await().until(() -> Objects.requireNonNull(asked.secret().getData()).isEmpty());
      assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ending);
    } finally {
      thaw(shop, freeze);
    }
    Lab.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(asked.status().phase()).isEqualTo(RequestPhase.Withdrawn));
    asked.leftNothing(uid);
  }

  @ConcurrentTest
  void freezeOfTheGrantsNamespaceIsNamedWithWhatTheTokenIsStillGoodFor() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    String uid = asked.uid();
    String freeze = "freeze-" + shop.namespace();
    try (Workload workload = asked.workload()) {
      shop.apply(
          freeze(freeze, uid)
              .replace(
                  "matchConstraints:",
                  "matchConstraints:\n    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: leasehold-grants}}"));
      Lab.await()
          .until(
              () ->
                  refusesToDelete(
                      shop, "serviceaccount", "leasehold-grants", "ar-" + uid + "-shop", freeze));
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Prober.untilRefused(() -> workload.lists("configmaps", shop.orders()), GONE);
      Condition left = asked.condition("RevocationFailed", "DeniedByPolicy");
      assertThat(left.getMessage())
          .contains("leasehold-grants", freeze, "no rights", "authenticates until 20");
      assertThat(left.getMessage().length()).isLessThan(300);
      assertThat(asked.secret()).isNull();
      assertThat(workload.gets("/api")).isEqualTo(200);
      thaw(shop, freeze);
      Lab.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(asked.status().phase()).isEqualTo(RequestPhase.Withdrawn));
      Lab.await().atMost(GONE).until(() -> workload.gets("/api") == 401);
    } finally {
      thaw(shop, freeze);
    }
    asked.leftNothing(uid);
  }

  private static void thaw(Shop shop, String freeze) {
    shop.admin()
        .admissionRegistration()
        .v1()
        .validatingAdmissionPolicyBindings()
        .withName(freeze)
        .delete();
    shop.admin()
        .admissionRegistration()
        .v1()
        .validatingAdmissionPolicies()
        .withName(freeze)
        .delete();
  }

  private static String freeze(String name, String uid) {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %1$s}
        spec:
          matchConstraints:
            objectSelector: {matchLabels: {leasehold.dev/request-uid: %2$s}}
            resourceRules:
            - {apiGroups: ["", rbac.authorization.k8s.io], apiVersions: ["*"], operations: [DELETE],
               resources: [rolebindings, secrets, serviceaccounts]}
          validations:
          - {expression: "false", message: nothing is deleted before Monday}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %1$s}
        spec: {policyName: %1$s, validationActions: [Deny]}
        """
        .formatted(name, uid);
  }

  private static boolean refusesToDelete(
      Shop shop, String kind, String namespace, String name, String policy) {
    return shop.lab()
        .kubectl(People.ADMIN, "delete", kind, name, "--namespace=" + namespace, "--dry-run=server")
        .stderr()
        .contains(policy);
  }
}
