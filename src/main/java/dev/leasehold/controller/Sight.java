package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Basis;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.LostOffboarding;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks around a record, in caches or at the API server itself. What cannot be told is unknown and
 * never absent, and never keeps the rest from being seen.
 *
 * @param requests finds a request by namespace and name
 * @param inspect compares what was handed out with what was granted
 * @param guard as last proved
 */
record Sight(
    BiFunction<String, String, Optional<AccessRequest>> requests,
    ClusterView view,
    BiFunction<AccessRecord, Grant, Condition> inspect,
    Supplier<Guard> guard) {

  RecordObservation of(AccessRecord record, Grant grant) {
    Standing standing = RecordReader.standing(record);
    boolean active = standing == Standing.ACTIVE;
    boolean live = active || standing == Standing.ACTIVATING;
    Optional<Optional<AccessRequest>> request = told(() -> request(grant));
    boolean begins = standing == Standing.ACTIVATING;
    Optional<Optional<Freeze>> freeze =
        told(
            () ->
                OffboardingReader.freeze(grant.subject(), view)
                    .or(() -> begins ? LostOffboarding.ofAsker(record, view) : Optional.empty()));
    return RecordObserver.observe(
        record,
        grant,
        new RecordObserver.Surroundings(
            request.flatMap(found -> found),
            request.map(Sight::presence).orElse(Presence.UNKNOWN),
            freeze.flatMap(looked -> told(() -> subject(grant))).orElse(Presence.UNKNOWN),
            freeze.flatMap(found -> found),
            active ? condition(record, grant) : new Condition.Intact(),
            live ? basis(grant, active) : Basis.sound(),
            guard.get(),
            view.persons()));
  }

  private static Presence presence(Optional<AccessRequest> request) {
    return request.filter(r -> !RequestReader.isTerminating(r)).isPresent()
        ? Presence.PRESENT
        : Presence.GONE;
  }

  private Optional<AccessRequest> request(Grant grant) {
    return requests
        .apply(grant.request().namespace(), grant.request().name())
        .filter(r -> r.getMetadata().getUid().equals(grant.request().uid()));
  }

  private Presence subject(Grant grant) {
    return RecordObserver.subject(
        grant, view.serviceAccount(grant.subject().namespace(), grant.subject().serviceAccount()));
  }

  private Condition condition(AccessRecord record, Grant grant) {
    try {
      return inspect.apply(record, grant);
    } catch (Unavailable e) {
      return new Condition.Unclear(e.reason());
    }
  }

  private Basis basis(Grant grant, boolean active) {
    return new Basis(
        namespaceGone(grant),
        replaced(grant),
        active ? widened(grant) : Optional.empty(),
        view.tombstones().ended(grant.request().uid()));
  }

  private Optional<Reason> namespaceGone(Grant grant) {
    return first(grant, binding -> RecordObserver.namespaceGone(binding, view));
  }

  private Optional<Reason> replaced(Grant grant) {
    return first(grant, binding -> RecordObserver.replaced(binding, view));
  }

  private Optional<Reason> widened(Grant grant) {
    return first(grant, binding -> RecordObserver.widened(binding, view));
  }

  /** What cannot be read hides none of the others. */
  private static Optional<Reason> first(Grant grant, Function<Binding, Optional<Reason>> look) {
    return grant.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .map(binding -> told(() -> look.apply(binding)))
        .flatMap(Optional::stream)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static <T> Optional<T> told(Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (Unavailable e) {
      return Optional.empty();
    }
  }
}
