package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.Statement;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.TestRulebook;
import dev.leasehold.schedule.Locks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two were both found to be the one to be offered what only one can have, and both go on. */
class PublishingTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:01Z");
  private static final Guard LIVE = new Guard.Live("f");

  private final List<Event> noted = new ArrayList<>();
  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private final OneCatalog view = new OneCatalog(caches, OneCatalog.ONCE_EACH);
  private final RequestObserver observer =
      new RequestObserver(
          new Bindable(Set.of("orders-reader"), Set.of()),
          TestRulebook.answering(Map.of()),
          text -> String.format(Locale.ROOT, "%064x", text.hashCode() & 0xffffffffL));
  private Guard guard = LIVE;
  private final Publishing publishing =
      new Publishing(
          observer,
          new Store(api.client(), caches, (request, entry) -> {}),
          view,
          () -> guard,
          new Rivalry(view, new Locks()),
          new Entries(new Told()));

  /** A log that keeps what it is given. */
  private final class Told extends FakeJournal {
    @Override
    public void require(Supplier<Event> event) {
      noted.add(event.get());
    }

    @Override
    public void note(Supplier<Event> event) {
      noted.add(event.get());
    }
  }

  @BeforeEach
  void serve() {
    caches.requests(stored);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private AccessRequest asked(String name) {
    AccessRequest request = Written.request("u-" + name);
    request.getMetadata().setName(name);
    request.getMetadata().setAnnotations(Map.of("leasehold.dev/applied-by", "rita"));
    api.put(Written.REQUESTS + name, request);
    return api.get(Written.REQUESTS + name, AccessRequest.class);
  }

  private Request read(AccessRequest request) {
    return observer.observe(request, view, LIVE, NOW).request();
  }

  private RequestStep.Publish found(AccessRequest request) {
    RequestStep step = RequestLifecycle.next(observer.observe(request, view, LIVE, NOW), NOW);
    assertThat(step).isInstanceOf(RequestStep.Publish.class);
    return (RequestStep.Publish) step;
  }

  @Test
  void whoWasFirstGoesFirstWhereBothAreSeen() {
    AccessRequest first = asked("first");
    AccessRequest second = asked("second");
    RequestStep.Publish theirs = found(second);
    stored.put(first);
    stored.put(second);
    assertThat(publishing.offer(second, read(second), theirs, NOW)).isSameAs(second);
    assertThat(publishing.offer(first, read(first), found(first), NOW).getStatus()).isNotNull();
    assertThat(api.calls).containsExactly("PUT " + Written.REQUESTS + "first/status");
  }

  @Test
  void onlyOneIsOfferedItThoughNoCacheKnowsThatYet() {
    AccessRequest first = asked("first");
    AccessRequest second = asked("second");
    RequestStep.Publish mine = found(first);
    RequestStep.Publish theirs = found(second);
    stored.put(second);
    assertThat(publishing.offer(second, read(second), theirs, NOW).getStatus()).isNotNull();
    stored.put(first);
    assertThat(publishing.offer(first, read(first), mine, NOW)).isSameAs(first);
    assertThat(api.calls).containsExactly("PUT " + Written.REQUESTS + "second/status");
  }

  /** Without that nobody could tell from the log whether an approval is missing. */
  @Test
  void theEntryOfAnOfferSaysWhetherSomebodyHasToApprove() {
    AccessRequest first = asked("first");
    stored.put(first);
    AccessRequest _ = publishing.offer(first, read(first), found(first), NOW);
    JsonNode said =
        Statement.read(Statement.sign(noted.getFirst(), Lives.KEY).payload()).predicate();
    assertThat(said.path("event").asText()).isEqualTo("Offered");
    assertThat(said.path("approvalNeeded").asBoolean()).isTrue();
    assertThat(said.path("emergency").isBoolean()).isTrue();
  }

  /** It would say that the request was there while the guard was on. */
  @Test
  void nothingIsOfferedOnceThePoliciesAreFoundToBeOthers() {
    AccessRequest first = asked("first");
    RequestStep.Publish mine = found(first);
    stored.put(first);
    guard = new Guard.Unproved(new Reason(ReasonCode.APPROVAL_UNATTESTED, "it is off"));
    assertThat(publishing.offer(first, read(first), mine, NOW)).isSameAs(first);
    assertThat(api.calls).isEmpty();
  }
}
