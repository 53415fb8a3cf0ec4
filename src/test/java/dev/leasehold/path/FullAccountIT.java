package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A ServiceAccount that its owner has filled takes no further annotation. Whoever offboards it
 * makes room in the same write, as README and decision 0060 say.
 */
final class FullAccountIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String FILLER = "example.com/filler";

  /** What Kubernetes lets the annotations of an object have, keys and values together. */
  private static final int ANNOTATIONS = 256 * 1024;

  /** Owners of these sizes do and do not fit into what etcd takes as one request (1.5 MiB). */
  private static final int FITS = 1_500_000;

  private static final int EXCEEDS = 1_573_000;

  /** Less than a stamp takes. */
  private static final int CLOSE = 64;

  @ConcurrentTest
  void accountFullOfAnnotationsIsOffboardedByTheWriteThatRemovesOne() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    String filler = "x".repeat(ANNOTATIONS - FILLER.length());
    merge(shop, Map.of("annotations", Map.of(FILLER, filler)));
    Identity worker = Identity.worker(shop);
    assertThatThrownBy(worker::offboarded)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("metadata.annotations: Too long");
    LAB.lab()
        .kubectl(
            Cast.OFRA,
            "-n",
            shop.namespace(),
            "annotate",
            "serviceaccount",
            "worker",
            FILLER + "-",
            "leasehold.dev/offboard=the vendor left")
        .orThrow();
    ended(asked, worker);
  }

  @ConcurrentTest
  void accountFullOfOwnersIsOffboardedByTheWriteThatRemovesThem() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    fillWithOwners(shop);
    Identity worker = Identity.worker(shop);
    assertThatThrownBy(worker::offboarded)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("too large");
    LAB.lab()
        .kubectl(
            Cast.OFRA,
            "-n",
            shop.namespace(),
            "patch",
            "serviceaccount",
            "worker",
            "--type=merge",
            "--patch={\"metadata\": {\"ownerReferences\": null,"
                + " \"annotations\": {\"leasehold.dev/offboard\": \"the vendor left\"}}}")
        .orThrow();
    ended(asked, worker);
  }

  private static void ended(Asked asked, Identity worker) {
    asked.awaits(RequestPhase.Revoked);
    String uid = asked.uid();
    Lab.await().until(() -> asked.recorded(uid).phase() == RecordPhase.Ended);
    assertThat(Objects.requireNonNull(asked.recorded(uid).ending()).cause())
        .isEqualTo(EndingCause.SubjectOffboarded);
    asked.leftNothing(uid);
    worker.settled();
  }

  /** With an owner whose name is as long as etcd takes it; of a kind that is nobody's garbage. */
  private static void fillWithOwners(Shop shop) {
    int fits = FITS;
    int exceeds = EXCEEDS;
    assertThat(owned(shop, fits)).isTrue();
    while (exceeds - fits > CLOSE) {
      int size = (fits + exceeds) / 2;
      if (owned(shop, size)) {
        fits = size;
      } else {
        exceeds = size;
      }
    }
  }

  private static boolean owned(Shop shop, int size) {
    Map<String, String> owner =
        Map.of(
            "apiVersion", "none.example/v1", "kind", "None", "uid", "1", "name", "x".repeat(size));
    try {
      merge(shop, Map.of("ownerReferences", List.of(owner)));
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e).hasMessageContaining("too large");
      return false;
    }
  }

  private static void merge(Shop shop, Map<String, ?> metadata) {
    Resource<ServiceAccount> account =
        shop.admin().serviceAccounts().inNamespace(shop.namespace()).withName("worker");
    account.patch(
        PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("metadata", metadata)));
  }
}
