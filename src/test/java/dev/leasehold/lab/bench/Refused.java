package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lab.Heap;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one namespace's refused requests, and service accounts as large as objects can be, do to
 * approvals and endings in another namespace, and to the operator's heap.
 */
final class Refused {
  private static final Person FLOODER = new Person("mallory", "bench-floods");
  private static final String NAMESPACE = "bench-flood";
  private static final int CLIENTS = 8;
  private static final int FAT = 100;
  private static final int FAT_BYTES = 1_400_000;
  private static final int WARM_UP = 20;

  /** Long enough for the last to begin before the first ends, in a flood too. */
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private static final String YAML =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: none, namespace: bench-flood}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: requesters, namespace: bench-flood}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: leasehold-requester}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: mallory}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: bench-flood}
      rules:
      - apiGroups: [leasehold.dev]
        resources: [entitlements]
        resourceNames: [bench.auto]
        verbs: [request, request-for]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: bench-flood}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: bench-flood}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: mallory}]
      """;

  private final Lab lab;
  private final Operator operator;
  private final Latency latency;

  Refused(Lab lab, Operator operator, Latency latency) {
    this.lab = lab;
    this.operator = operator;
    this.latency = latency;
    lab.namespace(NAMESPACE, Map.of("domain", "bench"));
    lab.kubectlWithInput(People.ADMIN, YAML, "apply", "--server-side", "-f", "-").orThrow();
  }

  /** The chart's values, but for the limits. */
  static Map<String, String> unlimited(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    for (String whose : List.of("perNamespace", "perRequester")) {
      all.put("rateLimits." + whose + ".perMinute", "1000000");
      all.put("rateLimits." + whose + ".burst", "1000000");
    }
    return all;
  }

  void measure(int count, int samples, Consumer<String> out) {
    others("before", samples, out);
    fatten();
    others("fat", samples, out);
    flooded("equal", count, "", samples, out);
    flooded(
        "different",
        count,
        ", annotations: {leasehold.dev/requested-by: invented-%s}",
        samples,
        out);
  }

  /** What others see is measured as soon as the flood begins, and once more after it. */
  private void flooded(String kind, int count, String metadata, int samples, Consumer<String> out) {
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1)) {
      List<Future<?>> floods = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < CLIENTS; i++) {
        floods.add(
            clients.submit(
                () -> {
                  int n = made.getAndIncrement();
                  while (n < count && operator.isRunning()) {
                    String name = kind + "-" + n;
                    lab.client(FLOODER).resource(tooLong(name, metadata.formatted(name))).create();
                    n = made.getAndIncrement();
                  }
                }));
      }
      Future<Double> seconds =
          clients.submit(
              () -> {
                for (Future<?> flood : floods) {
                  flood.get();
                }
                return (System.nanoTime() - began) / 1e9;
              });
      others("during-" + kind, samples, out);
      out.accept(
          String.format(
              Locale.ROOT, "%s: %d made, %.0f a second", kind, count, count / seconds.get()));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    others("after-" + kind, samples, out);
    out.accept(kind + ": requests " + reasons() + ", records " + records());
  }

  /** The catalog allows eight hours. */
  private static String tooLong(String name, String metadata) {
    return """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata: {name: %s, namespace: bench-flood%s}
        spec:
          entitlement: {catalog: bench, name: auto}
          subject: {serviceAccountName: none}
          duration: 9h
          justification: measuring how long it takes
          requestId: "1"
        """
        .formatted(name, metadata);
  }

  private void others(String when, int samples, Consumer<String> out) {
    operator.requireRunning();
    Latency.Measured m;
    try (RawWriter raw = RawWriter.start(lab, NAMESPACE);
        RawGrant grant = RawGrant.start(lab)) {
      m = latency.measure(when, "binding", samples, WARM_UP, WINDOW);
      out.accept(when + ": a write that nothing watches: " + raw.figures());
      out.accept(when + ": the calls of a grant alone:  " + grant.figures());
    }
    out.accept(when + ": approval accepted to usable: " + Figures.ofNanos(m.sinceAccepted()));
    out.accept(when + ": window's end to refused:     " + Figures.ofNanos(m.sinceEnd()));
    out.accept(
        String.format(
            Locale.ROOT, "%s: heap alive %.1f MB", when, Heap.alive(operator.pid()) / 1e6));
  }

  private Map<String, Long> reasons() {
    return lab
        .adminClient()
        .resources(AccessRequest.class)
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .stream()
        .map(Refused::reason)
        .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()));
  }

  private static String reason(AccessRequest request) {
    return request.getStatus() == null || request.getStatus().conditions().isEmpty()
        ? "none"
        : request.getStatus().conditions().getFirst().getReason();
  }

  private int records() {
    return lab.adminClient().resources(AccessRecord.class).list().getItems().stream()
        .filter(record -> record.getSpec().request().namespace().equals(NAMESPACE))
        .toList()
        .size();
  }

  /** Whoever may write service accounts of a namespace may write such. */
  private void fatten() {
    KubernetesClient admin = lab.adminClient();
    for (int i = 0; i < FAT; i++) {
      admin
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withName("fat-" + i)
                  .withNamespace(NAMESPACE)
                  .withOwnerReferences(
                      new OwnerReferenceBuilder()
                          .withApiVersion("v1")
                          .withKind("ConfigMap")
                          .withName("x".repeat(FAT_BYTES))
                          .withUid(UUID.randomUUID().toString())
                          .build())
                  .endMetadata()
                  .build())
          .create();
    }
  }
}
