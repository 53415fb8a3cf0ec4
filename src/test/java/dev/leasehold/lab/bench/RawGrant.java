package dev.leasehold.lab.bench;

import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the calls by which an approval takes effect, once a second and without any logic: what is
 * read, at once; then an object for the record, then a binding. Says how long that took: what is
 * left of an approval's time is the operator's own.
 */
final class RawGrant implements AutoCloseable {
  private static final int PAUSE_MILLIS = 1_000;
  private static final String OURS = "/apis/leasehold.dev/v1alpha1/";
  private static final String POLICIES = "/apis/admissionregistration.k8s.io/v1/";
  private static final String GUARD = "?labelSelector=leasehold.dev%2Fguard%3Dtrue";
  private static final String KINDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

  /** As the audit log has them for one approval; records that are not there are left out. */
  private static final List<String> READ =
      Stream.of(
              Stream.of("entitlementcatalogs/bench").map(OURS::concat),
              Stream.of("accessrecords", "accessrequests", "entitlementcatalogs")
                  .map(kind -> KINDS + kind + ".leasehold.dev"),
              Stream.of(
                      "validatingadmissionpolicies",
                      "validatingadmissionpolicybindings",
                      "mutatingadmissionpolicies",
                      "mutatingadmissionpolicybindings")
                  .map(kind -> POLICIES + kind + GUARD),
              Stream.of(
                  "/api/v1/namespaces/" + Ground.NAMESPACE,
                  "/api/v1/namespaces/" + Ground.SHOP,
                  "/api/v1/namespaces/" + Ground.NAMESPACE + "/serviceaccounts/default",
                  "/apis/rbac.authorization.k8s.io/v1/namespaces/"
                      + Ground.SHOP
                      + "/roles/orders-reader"))
          .flatMap(paths -> paths)
          .toList();

  private final KubernetesClient client;
  private final List<Long> nanos = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private int made;

  private RawGrant(KubernetesClient client) {
    this.client = client;
  }

  static RawGrant start(Lab lab) {
    RawGrant grant = new RawGrant(lab.adminClient());
    Future<?> _ =
        grant.timer.scheduleWithFixedDelay(grant::make, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return grant;
  }

  private void make() {
    String name = "raw-" + made++;
    HasMetadata record =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(Ground.NAMESPACE)
            .endMetadata()
            .build();
    HasMetadata binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(Ground.SHOP)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "orders-reader")
            .build();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      READ.forEach(path -> threads.execute(() -> client.raw(path)));
    }
    HasMetadata first = client.resource(record).create();
    HasMetadata second = client.resource(binding).create();
    long took = System.nanoTime() - began;
    client.resourceList(first, second).delete();
    synchronized (nanos) {
      nanos.add(took);
    }
  }

  Figures figures() {
    synchronized (nanos) {
      return Figures.ofNanos(nanos);
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
