package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A chart removed too early, with a token still out there. */
final class ChartRemovalIT {
  private static final String GRANTS = "leasehold-grants";
  private static final String UID = "7c0e86a4-52d4-4a0e-8f0e-0d3b8f1e9a55";
  private static final String ACCOUNT = "ar-" + UID + "-shop";

  @Test
  void removingTheChartKillsEveryDeliveredToken() {
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      String namespace = "--namespace=" + Rendered.NAMESPACE;
      lab.helm("install", "leasehold", Rendered.CHART, namespace, "--create-namespace").orThrow();
      lab.awaitAllBindings();
      try (KubernetesClient bearer = lab.clientOf(lab.tokenKubeconfig(grantToken(lab)))) {
        assertThat(isKnown(bearer)).isTrue();
        lab.helm("uninstall", "leasehold", namespace).orThrow();
        Lab.await().atMost(Duration.ofSeconds(75)).until(() -> !isKnown(bearer));
      }
    }
  }

  /** As the operator makes one: of an account of the grant's own, bound to an anchor. */
  private static String grantToken(Lab lab) {
    String operator = lab.serviceAccountKubeconfig(Rendered.NAMESPACE, "leasehold-operator");
    try (KubernetesClient client = lab.clientOf(operator)) {
      client.resource(new ServiceAccountBuilder().withMetadata(marked(ACCOUNT)).build()).create();
      Secret anchor =
          client
              .resource(new SecretBuilder().withMetadata(marked(ACCOUNT + "-1")).build())
              .create();
      TokenRequest asked =
          new TokenRequestBuilder()
              .withNewSpec()
              .withExpirationSeconds(3600L)
              .withNewBoundObjectRef()
              .withApiVersion("v1")
              .withKind("Secret")
              .withName(anchor.getMetadata().getName())
              .withUid(anchor.getMetadata().getUid())
              .endBoundObjectRef()
              .endSpec()
              .build();
      return client
          .serviceAccounts()
          .inNamespace(GRANTS)
          .withName(ACCOUNT)
          .tokenRequest(asked)
          .getStatus()
          .getToken();
    }
  }

  private static ObjectMeta marked(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(GRANTS)
        .addToLabels("leasehold.dev/request-uid", UID)
        .build();
  }

  private static boolean isKnown(KubernetesClient bearer) {
    try {
      return bearer.resource(new SelfSubjectReview()).create().getStatus() != null;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(401);
      return false;
    }
  }
}
