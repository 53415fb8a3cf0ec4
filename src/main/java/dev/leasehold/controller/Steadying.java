package dev.leasehold.controller;

import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Entitlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Holds a new offer back while a role that others can change flickers, as an aggregated one does
 * when a chart is installed anew. The offer that is there counts again once the role is what it was
 * (design.md §6.12). Meanwhile nothing is granted: activation reads fresh.
 */
final class Steadying {
  /** For so long the role has to be the same, until there is an offer for it. */
  static final Duration CALM = Duration.ofSeconds(10);

  /** Then there is one for what it is at that moment. */
  static final Duration MOST = Duration.ofMinutes(1);

  private final Map<String, Seen> changed = new ConcurrentHashMap<>();

  /**
   * @param what of it there was
   * @param since when it was the same
   * @param first when it was first not what is offered
   */
  private record Seen(int what, Instant since, Instant first) {
    Seen again(int other, Instant now) {
      return other == what ? this : new Seen(other, now, first);
    }

    Instant calm() {
      Instant same = since.plus(CALM);
      Instant last = first.plus(MOST);
      return same.isBefore(last) ? same : last;
    }
  }

  /** What comes of the step, or that it has to wait. */
  Turns.Then unless(
      RequestObservation seen, RequestStep step, Instant now, Supplier<Turns.Then> taken) {
    Optional<Instant> calm = until(seen, step, now);
    return calm.isPresent() ? new Turns.Then.Wait(calm) : taken.get();
  }

  /** Until when to wait before this step is taken; empty: not at all. */
  Optional<Instant> until(RequestObservation seen, RequestStep step, Instant now) {
    String uid = seen.request().ref().uid();
    if (!(step instanceof RequestStep.Publish publish) || !isFlicker(seen, publish, now)) {
      changed.remove(uid);
      return Optional.empty();
    }
    int what = publish.entitlement().targets().hashCode();
    Seen last =
        changed.merge(uid, new Seen(what, now, now), (before, fresh) -> before.again(what, now));
    Instant calm = last.calm();
    if (now.isBefore(calm)) {
      return Optional.of(calm);
    }
    changed.remove(uid);
    return Optional.empty();
  }

  /** The request is gone. */
  void forget(String uid) {
    changed.remove(uid);
  }

  /** An offer for less is waited for by whoever limited it. */
  private static boolean isFlicker(
      RequestObservation seen, RequestStep.Publish publish, Instant now) {
    boolean offered = seen.offer().filter(o -> o.guard().equals(publish.guard())).isPresent();
    boolean limited =
        seen.request()
            .extent()
            .limited()
            .filter(limit -> now.isBefore(limit.at().plus(CALM)))
            .isPresent();
    return offered && seen.outdated() && !limited && isGathered(publish.entitlement());
  }

  private static boolean isGathered(Entitlement entitlement) {
    return entitlement.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .anyMatch(binding -> binding.gathered().isPresent());
  }
}
