package dev.leasehold.controller;

import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.Rate;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when a request may be decided for the first time. Who asks comes first and the namespace
 * next, so that what waits because of who asks takes nothing from others in the namespace. An
 * emergency is counted by who asks alone, and apart, so that no flood keeps it waiting but one of
 * emergencies by the same hand. All of it is forgotten when the process ends.
 */
final class RateLimiter {
  /** Buckets that are remembered; those that are full again are not missed. */
  private static final int BUCKETS = 4096;

  /** Requests whose turn is remembered; more come again when it may be theirs. */
  private static final int WAITING = 16_384;

  private final Limits limits;
  private final Map<String, Instant> full = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Turn> turns = new HashMap<>();

  RateLimiter(Limits limits) {
    this.limits = limits;
  }

  /** Why a request waits, and until when. */
  record Wait(Reason reason, Instant until) {}

  /**
   * How far a request has come.
   *
   * @param passed how many buckets have given it a token
   * @param at when the next one does
   */
  private record Turn(int passed, Instant at) {}

  private record Bucket(String key, Rate rate, String what) {}

  /** Empty where the request has its tokens, now or since it was asked before. */
  synchronized Optional<Wait> waits(Request request, Instant now) {
    List<Bucket> buckets = buckets(request);
    String uid = request.ref().uid();
    Turn turn = turns.get(uid);
    int passed = turn == null ? 0 : turn.passed();
    @Nullable Instant at = turn == null ? null : turn.at();
    while (passed < buckets.size()) {
      Bucket bucket = buckets.get(passed);
      Instant due = at == null ? reserve(bucket, uid, passed, now) : at;
      if (now.isBefore(due)) {
        return Optional.of(new Wait(reason(bucket, turns.containsKey(uid), due), due));
      }
      passed++;
      at = null;
    }
    remember(uid, new Turn(passed, now));
    return Optional.empty();
  }

  /** How many buckets are remembered. */
  synchronized int buckets() {
    return full.size();
  }

  /** It is decided, or gone. */
  synchronized void forget(String uid) {
    turns.remove(uid);
  }

  private Instant reserve(Bucket bucket, String uid, int passed, Instant now) {
    Rate.Token token = bucket.rate().next(full.getOrDefault(bucket.key(), now), now);
    if (!now.isBefore(token.at()) || remember(uid, new Turn(passed, token.at()))) {
      full.put(bucket.key(), token.full());
      drop(now);
    }
    return token.at();
  }

  private boolean remember(String uid, Turn turn) {
    boolean room = turns.size() < WAITING || turns.containsKey(uid);
    if (room) {
      turns.put(uid, turn);
    }
    return room;
  }

  private void drop(Instant now) {
    if (full.size() > BUCKETS) {
      full.values().removeIf(at -> !now.isBefore(at));
    }
    if (full.size() > BUCKETS) {
      full.remove(full.keySet().iterator().next());
    }
  }

  private List<Bucket> buckets(Request request) {
    String namespace = request.ref().namespace();
    String who = request.askers().counted(namespace);
    String by = " a minute by " + request.applier();
    return request.emergency()
        ? List.of(new Bucket("emergency " + who, limits.perRequester(), "emergencies" + by))
        : List.of(
            new Bucket(who, limits.perRequester(), "new requests" + by),
            new Bucket(
                "in " + namespace,
                limits.perNamespace(),
                "new requests a minute in namespace " + namespace));
  }

  /** The same text at each look, or each would be written. */
  private static Reason reason(Bucket bucket, boolean reserved, Instant due) {
    String when = reserved ? "after " + due.truncatedTo(ChronoUnit.SECONDS) : "when its turn comes";
    return new Reason(
        ReasonCode.RATE_LIMITED,
        "the limit of %d %s is reached; this one is decided %s"
            .formatted(bucket.rate().perMinute(), bucket.what(), when));
  }
}
