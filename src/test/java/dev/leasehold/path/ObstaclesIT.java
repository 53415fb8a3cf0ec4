package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.StatusDetails;
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
    raise(shop, shop.namespace(), "team-secrets");
    assertThat(asked.condition("CredentialsDelivered", "Delivered").getStatus()).isEqualTo("True");
    try (Workload fresh = asked.workload()) {
      assertThat(fresh.lists("configmaps", shop.orders())).isEqualTo(200);
    }
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
