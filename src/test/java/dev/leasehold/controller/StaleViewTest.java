package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.LiveView;
import dev.leasehold.cluster.Store;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.TestRulebook;
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A watch stalls, so that caches show another role than the API server does. */
class StaleViewTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:01Z");

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AccessRequest> waiting = new ArrayList<>();

  @AfterEach
  void stop() {
    workers.close();
    api.close();
  }

  private RequestFlow flow(OneCatalog cached) {
    caches.requests(stored);
    Store store = new Store(api.client(), caches, (request, entry) -> {});
    RequestObserver observer =
        new RequestObserver(
            new Bindable(Set.of("orders-reader"), Set.of()),
            TestRulebook.answering(Map.of()),
            text -> String.format(Locale.ROOT, "%064x", text.hashCode() & 0xffffffffL));
    return new Flows(api, caches, cached, store, new Locks(), () -> NOW)
        .requests(
            () -> new LiveView(api.client(), cached, workers),
            observer,
            workers,
            record -> {},
            record -> {},
            waiting::add,
            5);
  }

  /** The cluster itself, in which the role allows something else than the cache says. */
  private AccessRequest asked(OneCatalog cached) {
    api.put(
        "/apis/leasehold.dev/v1alpha1/entitlementcatalogs/payments",
        cached.catalog("payments").orElseThrow());
    for (String name : List.of("payments", "shop")) {
      api.put("/api/v1/namespaces/" + name, cached.namespace(name).orElseThrow());
    }
    api.put(
        "/api/v1/namespaces/payments/serviceaccounts/nightly",
        cached.serviceAccount("payments", "nightly").orElseThrow());
    api.put(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles/orders-reader",
        Serialization.unmarshal(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: orders-reader, namespace: shop, uid: role-uid}
            rules: [{verbs: [get, list], apiGroups: [""], resources: [configmaps]}]
            """,
            io.fabric8.kubernetes.api.model.rbac.Role.class));
    AccessRequest request = Written.request("u1");
    request.getMetadata().setAnnotations(Map.of(Keys.APPLIED_BY, "rita"));
    api.put(Written.REQUESTS + "report", request);
    AccessRequest there = api.get(Written.REQUESTS + "report", AccessRequest.class);
    stored.put(there);
    return there;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"approval: {mode: Auto}", "caps: {perSubject: 1}, approval: {mode: Auto}"})
  void whatCacheAndServerSayDifferentlyIsTriedAFewTimesAndThenLater(String terms) {
    OneCatalog cached = new OneCatalog(caches, terms);
    RequestFlow flow = flow(cached);
    AccessRequest request = asked(cached);
    Optional<Instant> again =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> flow.advance(request, () -> {}), "it goes on and on");
    assertThat(again.orElseThrow()).isAfter(NOW).isBefore(NOW.plusSeconds(30));
    assertThat(api.calls.stream().filter(call -> call.startsWith("PUT"))).hasSizeBetween(1, 8);
    assertThat(api.calls.stream().filter(call -> call.startsWith("POST")))
        .as("nothing is granted by what a cache says")
        .isEmpty();
  }
}
