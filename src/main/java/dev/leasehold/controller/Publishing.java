package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Store;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Request;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.HeldRoles;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.status.FollowWriter;
import dev.leasehold.status.RenewalWriter;
import dev.leasehold.status.RequestStatusWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** Publishes offers, each under a digest that nobody could have quoted before. */
final class Publishing {
  private static final int NONCE_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** No renewal has been offered yet. */
  private static final int FIRST = 0;

  private final RequestObserver observer;
  private final Store store;
  private final ClusterView cached;
  private final Supplier<Guard> guard;
  private final Rivalry rivals;
  private final Entries entries;

  Publishing(
      RequestObserver observer,
      Store store,
      ClusterView cached,
      Supplier<Guard> guard,
      Rivalry rivals,
      Entries entries) {
    this.observer = observer;
    this.store = store;
    this.cached = cached;
    this.guard = guard;
    this.rivals = rivals;
    this.entries = entries;
  }

  /**
   * Makes an offer. Of what not everybody can have, rivals are offered one after another: if it
   * turns out that this is not the one any more, nothing is written.
   */
  AccessRequest offer(AccessRequest object, Request asked, RequestStep.Publish step, Instant now) {
    return rivals.contested(step.entitlement())
        ? rivals.alone(object, step.entitlement(), () -> offerStill(object, now))
        : write(object, asked, step, now);
  }

  private AccessRequest offerStill(AccessRequest object, Instant now) {
    RequestObservation seen = observer.observe(object, cached, guard.get(), now);
    return RequestLifecycle.next(seen, now) instanceof RequestStep.Publish again
        ? write(object, seen.request(), again, now)
        : object;
  }

  /**
   * An offer says that the request was there while the guard was on, so it is made only if the
   * policies still are those that were proved.
   */
  private AccessRequest write(
      AccessRequest object, Request asked, RequestStep.Publish step, Instant now) {
    if (!(guard.get() instanceof Guard.Live live && live.fingerprint().equals(step.guard()))) {
      return object;
    }
    String nonce = nonce();
    String digest = observer.digestOf(object, step.entitlement(), step.subjectUid(), FIRST, nonce);
    return offered(
        object,
        RequestStatusWriter.publish(
            object, step, HeldRoles.read(object, cached), digest, nonce, now),
        asked,
        step.entitlement(),
        digest,
        now);
  }

  private AccessRequest offered(
      AccessRequest object,
      AccessRequestStatus status,
      Request asked,
      Entitlement entitlement,
      String digest,
      Instant now) {
    AccessRequest offered = store.write(object, status);
    entries.offered(asked, entitlement, digest, now);
    return offered;
  }

  AccessRequest renewal(
      AccessRequest object, Request asked, RequestStep.OfferRenewal step, Instant now) {
    String nonce = nonce();
    String digest =
        observer.digestOf(object, step.entitlement(), step.subjectUid(), step.number(), nonce);
    return offered(
        object,
        RenewalWriter.offered(object, step, HeldRoles.read(object, cached), digest, nonce, now),
        asked,
        step.entitlement(),
        digest,
        now);
  }

  /** Another digest for what was accepted, where the step asks for it. */
  Optional<FollowWriter.Name> name(RequestObservation seen, RequestStep.Follow step) {
    String nonce = nonce();
    return step.renamed()
        .flatMap(
            guard ->
                seen.offer()
                    .map(offer -> observer.renamed(offer.digest(), nonce))
                    .map(digest -> new FollowWriter.Name(digest, nonce, guard)));
  }

  /** Unforeseeable, so that no digest can be quoted before the offer is made. */
  static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
