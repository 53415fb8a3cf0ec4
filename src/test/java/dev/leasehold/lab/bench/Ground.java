package dev.leasehold.lab.bench;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A catalog and people to measure with: who asks, who approves, and what is asked for. */
final class Ground implements AutoCloseable {
  static final String NAMESPACE = "bench";
  static final String SHOP = "bench-shop";
  static final Map<String, String> VALUES =
      Map.of("bindable.roles", "{orders-reader}", "bindable.toSubjects.roles", "{orders-reader}");

  private final Lab lab;
  private final SharedIndexInformer<AccessRequest> requests;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  Ground(Lab lab) {
    this.lab = lab;
    lab.namespace(NAMESPACE, Map.of("domain", "bench"));
    lab.namespace(SHOP, Map.of());
    String yaml = GroundYaml.TEXT + (lab.hasVault() ? GroundYaml.LOGIN : "");
    lab.kubectlWithInput(People.ADMIN, yaml, "apply", "--server-side", "-f", "-").orThrow();
    this.requests =
        lab.adminClient().resources(AccessRequest.class).inNamespace(NAMESPACE).inform();
  }

  /** Makes a service account to ask for, and gets a token with which to act as it. */
  void subject(String name) {
    lab.adminClient()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .create();
    tokens.put(
        name,
        lab.adminClient()
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(name)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(Duration.ofHours(2).toSeconds())
                    .endSpec()
                    .build())
            .getStatus()
            .getToken());
  }

  String token(String subject) {
    return Objects.requireNonNull(tokens.get(subject));
  }

  /** Asks, for the subject of the same name. */
  void ask(String name, String entitlement, Duration duration, Optional<Instant> startAt) {
    ask(name, name, entitlement, duration, startAt);
  }

  /** Asks, for that subject. */
  void ask(
      String name,
      String subject,
      String entitlement,
      Duration duration,
      Optional<Instant> startAt) {
    lab.client(People.ALICE)
        .resource(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRequest
            metadata: {name: %s, namespace: %s}
            spec:
              entitlement: {catalog: bench, name: %s}
              subject: {serviceAccountName: %s}
              duration: %ds
              justification: measuring how long it takes
              requestId: "1"
              %s
            """
                .formatted(
                    name,
                    NAMESPACE,
                    entitlement,
                    subject,
                    duration.toSeconds(),
                    startAt.map(at -> "startAt: \"" + at + "\"").orElse("")))
        .create();
  }

  /** Approves the offer that is there. */
  void approve(String name) {
    String digest =
        Objects.requireNonNull(
                Objects.requireNonNull(Objects.requireNonNull(seen(name)).getStatus()).offer())
            .digest();
    annotate(People.OLGA, name, "leasehold.dev/approve", digest.substring(0, 16));
  }

  /** Its requester no longer wants it. */
  void revoke(String name) {
    annotate(People.ALICE, name, "leasehold.dev/revoke", "measured");
  }

  private void annotate(Person who, String name, String key, String value) {
    Object _ =
        lab.client(who)
            .resources(AccessRequest.class)
            .inNamespace(NAMESPACE)
            .withName(name)
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.JSON_MERGE)
                    .withFieldManager("leasehold")
                    .build(),
                "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(key, value));
  }

  /** The request as it is now. */
  AccessRequest request(String name) {
    return lab.adminClient()
        .resources(AccessRequest.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .require();
  }

  /** Waits until the request shows this phase. */
  void await(String name, RequestPhase phase) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> phase(name) == phase);
  }

  /** How many were active, whatever has become of them since. */
  long given(String prefix) {
    return named(prefix).filter(s -> s.grantedAt() != null).count();
  }

  /** Whether some have ended and never were active. */
  boolean failed(String prefix) {
    return named(prefix).anyMatch(s -> s.endedAt() != null && s.grantedAt() == null);
  }

  /** How many are in which phase. */
  String standing(String prefix) {
    return named(prefix)
        .collect(
            Collectors.groupingBy(
                s -> String.valueOf(s.phase()), TreeMap::new, Collectors.counting()))
        .toString();
  }

  private Stream<AccessRequestStatus> named(String prefix) {
    return requests.getStore().list().stream()
        .filter(r -> r.getMetadata().getName().startsWith(prefix))
        .flatMap(r -> Optional.ofNullable(r.getStatus()).stream());
  }

  /** When the window ends, by the subject's name. */
  Map<String, Instant> ends() {
    Map<String, Instant> ends = new ConcurrentHashMap<>();
    for (AccessRecord record : lab.adminClient().resources(AccessRecord.class).list().getItems()) {
      if (record.getSpec().window() != null) {
        ends.put(record.getSpec().request().name(), Instant.parse(record.getSpec().window().end()));
      }
    }
    return ends;
  }

  /** The end of the window of this one, which is there. */
  static Instant of(Map<String, Instant> ends, String name) {
    return Objects.requireNonNull(ends.get(name), name);
  }

  private RequestPhase phase(String name) {
    AccessRequest request = seen(name);
    return request == null || request.getStatus() == null || request.getStatus().phase() == null
        ? RequestPhase.Pending
        : request.getStatus().phase();
  }

  private @Nullable AccessRequest seen(String name) {
    return requests.getStore().getByKey(NAMESPACE + "/" + name);
  }

  @Override
  public void close() {
    requests.stop();
  }
}
