package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.RequestRef;
import dev.leasehold.policy.Facts.SecretPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds out by a dry run whether the Secret that a request names could be delivered to. The answer
 * is kept for a while, since many may wait under one name, and each look would ask; delivery finds
 * out by itself what has changed since.
 */
public final class SecretPlaces {
  /** How many answers are kept. */
  static final int AT_MOST = 4096;

  private static final Duration KEPT = Duration.ofMinutes(1);

  /** No event tells when the API server can be asked again. */
  private static final Duration UNKNOWN_KEPT = Duration.ofSeconds(5);

  /** By how much less than true the time is at which a request was made. */
  private static final Duration CUT = Duration.ofSeconds(1);

  private final Delivery delivery;
  private final InstantSource clock;
  private final Map<Place, Answer> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Answer> eldest) {
          return size() > AT_MOST;
        }
      };

  private record Place(String namespace, String secretName) {}

  private record Answer(SecretPlace what, Instant at) {
    /**
     * Whether this is still worth something for a request of that time. A refusal is final: who
     * took the Secret away and asks again is not refused for what was there before.
     */
    boolean holds(Instant created, Instant now) {
      // The clock may have gone back since.
      Duration age = Duration.between(at, now).abs();
      return age.compareTo(what == SecretPlace.UNKNOWN ? UNKNOWN_KEPT : KEPT) < 0
          && (what != SecretPlace.FOREIGN || !created.plus(CUT).isAfter(at));
    }
  }

  public SecretPlaces(Delivery delivery, InstantSource clock) {
    this.delivery = delivery;
    this.clock = clock;
  }

  SecretPlace of(AccessRequest request, String secretName) {
    Place place = new Place(request.getMetadata().getNamespace(), secretName);
    Instant created = Instant.parse(request.getMetadata().getCreationTimestamp());
    Instant now = clock.instant();
    synchronized (answers) {
      Answer known = answers.get(place);
      if (known != null && known.holds(created, now)) {
        return known.what();
      }
    }
    Answer answer = new Answer(ask(request, secretName), now);
    synchronized (answers) {
      answers.remove(place);
      answers.put(place, answer);
    }
    return answer.what();
  }

  private SecretPlace ask(AccessRequest request, String secretName) {
    RequestRef ref =
        new RequestRef(
            request.getMetadata().getNamespace(),
            request.getMetadata().getName(),
            request.getMetadata().getUid());
    try {
      return switch (delivery.available(ref, secretName)) {
        case Outcome.Done<Boolean>(Boolean _) -> SecretPlace.FREE_OR_OURS;
        case Outcome.Refused<Boolean> _ -> SecretPlace.FOREIGN;
      };
    } catch (Unavailable e) {
      return SecretPlace.UNKNOWN;
    }
  }
}
