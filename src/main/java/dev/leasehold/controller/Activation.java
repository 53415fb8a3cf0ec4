package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.LiveView;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.observe.AcceptanceReader;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.OfferDocument;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.Verdict;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.RecordWriter;
import dev.leasehold.status.RenewalWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The moment of granting: everything is read afresh from the API server, judged again, and only if
 * the judgement is the same a record is made, which is the intent to grant.
 */
public final class Activation {
  private final KubernetesClient client;
  private final ClusterView cached;
  private final RequestObserver observer;
  private final Supplier<Guard> freshGuard;
  private final Store store;
  private final Drafting drafting;
  private final Entries entries;
  private final ExecutorService workers;
  private final InstantSource clock;

  private final Rivalry rivals;

  Activation(
      KubernetesClient client,
      ClusterView cached,
      RequestObserver observer,
      Supplier<Guard> freshGuard,
      Store store,
      Drafting drafting,
      Entries entries,
      ExecutorService workers,
      Rivalry rivals,
      InstantSource clock) {
    this.client = client;
    this.cached = cached;
    this.observer = observer;
    this.freshGuard = freshGuard;
    this.store = store;
    this.drafting = drafting;
    this.entries = entries;
    this.workers = workers;
    this.rivals = rivals;
    this.clock = clock;
  }

  /**
   * Says what a record pins.
   *
   * @param digest SHA-256 over canonical JSON
   */
  record Drafting(RecordWriter writer, UnaryOperator<String> digest) {
    private AccessRecord granted(
        AccessRequest object, RequestObservation seen, RequestStep.Activate step) {
      String entitlement = digest.apply(OfferDocument.of(step.entitlement()));
      return writer.granted(object, seen.request(), step, entitlement, seen.verdict().trace());
    }
  }

  /** What came of it. */
  sealed interface Result {
    /** The intent is written down. */
    record Granted(AccessRecord record) implements Result {}

    /** On a fresh look something else is next. */
    record Otherwise(AccessRequest fresh, RequestObservation seen, RequestStep step)
        implements Result {}

    /** The request is not there any more. */
    record Gone() implements Result {}
  }

  Result attempt(AccessRequest object, Entitlement entitlement) {
    Future<Guard> guard = workers.submit(freshGuard::get);
    Future<Optional<AccessRequest>> request =
        workers.submit(
            () ->
                store.liveRequest(
                    object.getMetadata().getNamespace(), object.getMetadata().getName()));
    ClusterView live = new LiveView(client, cached, workers).ahead(object, entitlement);
    Optional<AccessRequest> fresh =
        get(request).filter(r -> r.getMetadata().getUid().equals(object.getMetadata().getUid()));
    if (fresh.isEmpty()) {
      return new Result.Gone();
    }
    store.saw(fresh.get());
    Guard proof = get(guard);
    return rivals.alone(object, entitlement, () -> decide(fresh.get(), live, proof));
  }

  private Result decide(AccessRequest fresh, ClusterView live, Guard guard) {
    Instant now = clock.instant();
    RequestObservation seen = observer.observe(fresh, live, guard, now);
    RequestStep again = RequestLifecycle.next(seen, now);
    return switch (again) {
      case RequestStep.Activate activate -> new Result.Granted(grant(fresh, seen, activate));
      case RequestStep.Renew renew -> new Result.Granted(renew(seen, live, renew, now));
      case RequestStep.Rest _,
          RequestStep.Hold _,
          RequestStep.AnswerLimit _,
          RequestStep.Publish _,
          RequestStep.Await _,
          RequestStep.OfferRenewal _,
          RequestStep.Follow _,
          RequestStep.Close _ ->
          new Result.Otherwise(fresh, seen, again);
    };
  }

  private AccessRecord grant(
      AccessRequest object, RequestObservation seen, RequestStep.Activate step) {
    AccessRecord record = store.create(drafting.granted(object, seen, step));
    if (RecordReader.standing(record) == Standing.CLOSED) {
      // No cache has it any more; it is at hand from now on, and the request follows it.
      throw new Unavailable(new Reason(ReasonCode.OVERTAKEN, "the request was answered already"));
    }
    return record;
  }

  /** Moves the end of the window, and appends the approvals for it. */
  private AccessRecord renew(
      RequestObservation seen, ClusterView live, RequestStep.Renew step, Instant now) {
    AccessRecord record = live.record(seen.request().ref().recordName()).orElseThrow();
    entries.prolonging(record, step, now);
    AccessRecord ready = store.write(record, RenewalWriter.sealed(record, step, now));
    AccessRecord renewed = store.prolong(ready, RenewalWriter.prolonged(ready.getSpec(), step));
    entries.provided(renewed, now);
    return store.write(renewed, RenewalWriter.renewed(renewed, step, now));
  }

  /** Writes down that nothing was granted, and why. */
  AccessRecord refuse(AccessRequest object, Request request, RequestStep.Close step, Instant now) {
    List<dev.leasehold.policy.Decision> trace =
        step.verdict().map(Verdict::trace).orElse(List.of());
    Optional<EntitlementCatalog> catalog = cached.catalog(request.entitlement().catalog());
    AccessRecord record =
        store.create(
            drafting
                .writer()
                .refused(
                    object,
                    request,
                    step.cause(),
                    trace,
                    catalog.map(EntitlementCatalog::getSpec),
                    catalog.flatMap(c -> AcceptanceReader.acceptedBy(c, now))));
    if (record.getSpec().outcome() == RecordOutcome.Granted) {
      // The cache has not caught up with a grant: closing its record would leave access behind.
      throw new Unavailable(
          new Reason(ReasonCode.OVERTAKEN, "a record of a grant is there already"));
    }
    if (Caches.isSettled(record)) {
      throw new Unavailable(new Reason(ReasonCode.OVERTAKEN, "the request was refused already"));
    }
    entries.refused(record, step.cause(), now);
    return store.write(record, RecordStatusWriter.refused(record, step.cause(), now));
  }

  /** Counts one refusal more; empty where that record is not there any more. */
  Optional<AccessRecord> refuseAgain(String name, Instant now) {
    return store
        .liveRecord(name)
        .filter(r -> r.getMetadata().getDeletionTimestamp() == null)
        .filter(Caches::isSettled)
        .map(r -> store.write(r, RecordStatusWriter.refusedAgain(r, now)));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(new Reason(ReasonCode.STOPPING, "the operator is being stopped"));
    }
  }
}
