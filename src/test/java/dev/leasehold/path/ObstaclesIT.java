package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others limit or forbid is named, with who does it, and leaves nothing half granted. */
final class ObstaclesIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String BINDINGS = "count/rolebindings.rbac.authorization.k8s.io";
  private static final Entitled TWO_TARGETS =
      Entitled.reader()
          .giving(
              Entitled.ownIdentity("own", "Role", "orders-watcher"),
              Entitled.token("read", "orders-reader"));

  @ConcurrentTest
  void fullQuotaInEitherNamespaceIsNamedAndNothingIsLeft() {
    Shop shop = Shop.offering(LAB.lab(), TWO_TARGETS);
    Asked secrets = shop.asks("no-secrets", HOUR);
    Asked bindings = shop.asks("no-bindings", HOUR + ", targets: [read]");
    secrets.offer();
    bindings.offer();
    quota(shop, shop.namespace(), "team-secrets", "count/secrets");
    fails(secrets, "Secret " + shop.namespace() + "/no-secrets", "team-secrets", "count/secrets=1");
    quota(shop, shop.orders(), "shop-bindings", BINDINGS);
    fails(bindings, shop.orders(), "shop-bindings", BINDINGS + "=1");
    raise(shop, shop.orders(), "shop-bindings");
    raise(shop, shop.namespace(), "team-secrets");
    shop.asks("again", HOUR).activeBy(Cast.OLGA);
  }

  private static void fails(Asked asked, String where, String quota, String numbers) {
    asked.approvedBy(Cast.OLGA).awaits(RequestPhase.ActivationFailed);
    assertThat(asked.condition("Ready").getMessage())
        .contains(where, "ResourceQuota " + quota, numbers, "can raise it")
        .doesNotContain("rights");
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void redeliveryThatAQuotaHindersIsShownAndComesWhenItIsRaised() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    try (Workload old = asked.workload()) {
      quota(shop, shop.namespace(), "team-secrets", "count/secrets");
      shop.admin().resource(asked.secret()).delete();
      asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "deleted");
      Condition hindered = asked.condition("CredentialsDelivered", "QuotaExceeded");
      assertThat(hindered.getStatus()).isEqualTo("False");
      assertThat(hindered.getMessage()).contains("team-secrets", "can raise it");
      assertThat(asked.condition("Ready").getStatus()).isEqualTo("True");
      assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
      assertThat(old.lists("configmaps", shop.orders())).isEqualTo(200);
    }
    mintsNothing(asked);
    binding(asked).delete();
    assertThat(asked.condition("ExternallyModified", "BindingMissing").getStatus())
        .isEqualTo("True");
    mintsNothing(asked);
    assertThat(binding(asked).get()).isNotNull();
    assertThat(asked.recorded(asked.uid()).history())
        .filteredOn(e -> e.event().equals("Repaired"))
        .hasSize(1);
    raise(shop, shop.namespace(), "team-secrets");
    assertThat(asked.condition("CredentialsDelivered", "Delivered").getStatus()).isEqualTo("True");
    try (Workload fresh = asked.workload()) {
      assertThat(fresh.lists("configmaps", shop.orders())).isEqualTo(200);
    }
  }

  /** Each token has an anchor of its own, so without another anchor there is no other token. */
  private static void mintsNothing(Asked asked) {
    Lab.await().until(() -> !anchors(asked).isEmpty());
    List<String> before = uids(asked);
    Lab.await()
        .during(Duration.ofSeconds(8))
        .atMost(Duration.ofSeconds(30))
        .until(() -> uids(asked).equals(before));
  }

  private static List<String> uids(Asked asked) {
    return anchors(asked).stream().map(anchor -> anchor.getMetadata().getUid()).sorted().toList();
  }

  private static List<Secret> anchors(Asked asked) {
    return asked
        .shop()
        .admin()
        .secrets()
        .inNamespace("leasehold-grants")
        .withLabel("leasehold.dev/request-uid", asked.uid())
        .list()
        .getItems();
  }

  private static Resource<RoleBinding> binding(Asked asked) {
    return asked
        .shop()
        .admin()
        .rbac()
        .roleBindings()
        .inNamespace(asked.shop().orders())
        .withName("ar-" + asked.uid() + "-shop-0");
  }

  /** As where somebody's webhook does not answer. */
  @ConcurrentTest
  void bindingThatCannotBePutBackIsToldUntilItIs() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    String uid = asked.uid();
    String silent = "silent-" + shop.namespace();
    shop.apply(silent(silent, uid));
    try {
      Lab.await().until(() -> isAsked(silent, asked));
      binding(asked).delete();
      Condition told = asked.condition("Ready", "WebhookUnavailable");
      assertThat(told.getStatus()).isEqualTo("False");
      assertThat(told.getMessage()).contains("ar-" + uid, "Not put back yet", silent);
    } finally {
      shop.admin()
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withName(silent)
          .delete();
    }
    assertThat(asked.condition("Ready", "Active").getStatus()).isEqualTo("True");
    try (Workload workload = asked.workload()) {
      Lab.await().until(() -> workload.lists("configmaps", shop.orders()) == 200);
    }
  }

  /** The API server takes a moment to ask a webhook of which it was told. */
  private static boolean isAsked(String webhook, Asked asked) {
    RoleBinding another =
        new RoleBindingBuilder(binding(asked).require())
            .editMetadata()
            .withName("ar-" + asked.uid() + "-shop-1")
            .withUid(null)
            .withResourceVersion(null)
            .endMetadata()
            .build();
    String operator = LAB.lab().serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
    try (KubernetesClient client = LAB.lab().clientOf(operator)) {
      return client.resource(another).dryRun().create() == null;
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage()).contains(webhook);
    }
  }

  private static String silent(String name, String uid) {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: %1$s}
        webhooks:
        - name: %1$s.example.com
          clientConfig: {url: "https://127.0.0.1:9/"}
          objectSelector: {matchLabels: {leasehold.dev/request-uid: %2$s}}
          rules:
          - {apiGroups: [rbac.authorization.k8s.io], apiVersions: ["*"], operations: [CREATE], resources: [rolebindings]}
          sideEffects: None
          admissionReviewVersions: [v1]
          timeoutSeconds: 1
        """
        .formatted(name, uid);
  }

  /** No more of these than there are. */
  private static void quota(Shop shop, String namespace, String name, String counted) {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withHard(Map.of(counted, new Quantity("0")))
            .endSpec()
            .build();
    shop.admin().resource(quota).create();
    Lab.await().until(() -> counts(shop, namespace, name, counted));
  }

  private static boolean counts(Shop shop, String namespace, String name, String counted) {
    ResourceQuota now = shop.admin().resourceQuotas().inNamespace(namespace).withName(name).get();
    return now.getStatus() != null
        && now.getStatus().getUsed() != null
        && now.getStatus().getUsed().containsKey(counted);
  }

  private static void raise(Shop shop, String namespace, String name) {
    List<StatusDetails> gone =
        shop.admin().resourceQuotas().inNamespace(namespace).withName(name).delete();
    assertThat(gone).isNotEmpty();
  }
}
