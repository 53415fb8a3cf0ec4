package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.RequestRef;
import dev.leasehold.policy.Facts;

/** Finds out by a dry run whether the Secret that a request names could be delivered to. */
final class SecretPlaces {
  private final Delivery delivery;

  SecretPlaces(Delivery delivery) {
    this.delivery = delivery;
  }

  Facts.SecretPlace of(AccessRequest request, String secretName) {
    RequestRef ref =
        new RequestRef(
            request.getMetadata().getNamespace(),
            request.getMetadata().getName(),
            request.getMetadata().getUid());
    try {
      return switch (delivery.available(ref, secretName)) {
        case Outcome.Done<Boolean>(Boolean ignored) -> Facts.SecretPlace.FREE_OR_OURS;
        case Outcome.Refused<Boolean> refused -> Facts.SecretPlace.FOREIGN;
      };
    } catch (Unavailable e) {
      return Facts.SecretPlace.UNKNOWN;
    }
  }
}
