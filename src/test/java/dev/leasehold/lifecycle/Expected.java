package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rules say of a record at a time, written down once more for its tests. */
final class Expected {
  private Expected() {}

  static boolean mustEnd(Life life, Instant now) {
    return life.standing() == Standing.ENDING || kind(life, now) != null;
  }

  /** The first reason to end, in the order in which they count. */
  static EndCause.@Nullable Kind kind(Life life, Instant now) {
    if (life.ends().own().isPresent()) {
      return EndCause.Kind.REVOKED;
    }
    if (!now.isBefore(Life.END)) {
      return EndCause.Kind.EXPIRED;
    }
    if (life.ends().ofRequest().isPresent() || denied(life)) {
      return EndCause.Kind.DENIED;
    }
    if (life.seen().request() == Presence.GONE) {
      return EndCause.Kind.REQUEST_DELETED;
    }
    if (life.ends().freeze().isPresent()) {
      return EndCause.Kind.SUBJECT_OFFBOARDED;
    }
    if (life.seen().deleted()) {
      return EndCause.Kind.REVOKED;
    }
    if (life.seen().subject() == Presence.GONE) {
      return EndCause.Kind.SUBJECT_GONE;
    }
    if (life.state().condition() instanceof Condition.Widened) {
      return EndCause.Kind.REVOKED;
    }
    if (life.state().roleWidened().isPresent()) {
      return EndCause.Kind.ROLE_WIDENED;
    }
    if (life.seen().endedBefore()) {
      return EndCause.Kind.RESTORED;
    }
    if (life.standing() == Standing.ENDING || lostForGood(life, now)) {
      return EndCause.Kind.REVOKED;
    }
    return failed(life, now) ? EndCause.Kind.ACTIVATION_FAILED : null;
  }

  static Optional<EndCause> own(Life life, Instant now) {
    boolean asked = now.isBefore(Life.END);
    return life.ends().own().or(() -> asked ? life.ends().ofRequest() : Optional.empty());
  }

  private static boolean denied(Life life) {
    return life.ends().stamps().stream().anyMatch(stamp -> stamp.uid().equals(Asked.UID));
  }

  private static boolean lostForGood(Life life, Instant now) {
    return life.standing() == Standing.ACTIVE
        && there(life)
        && (lost(life.state().condition()) || expired(life, now))
        && now.isAfter(Life.END.minus(Rotation.SHORTEST));
  }

  private static boolean lost(Condition condition) {
    return condition instanceof Condition.Lessened lessened && lessened.credentialLost();
  }

  private static boolean expired(Life life, Instant now) {
    return life.delivered().credentials().stream().anyMatch(c -> !now.isBefore(c.expiresAt()));
  }

  static boolean failed(Life life, Instant now) {
    return life.standing() == Standing.ACTIVATING && !now.isBefore(activationLimit());
  }

  static Instant activationLimit() {
    return Life.START.plus(RecordLifecycle.ACTIVATION_LIMIT);
  }

  static boolean quiet(Life life, Instant now) {
    return life.standing() == Standing.ACTIVE && !mustEnd(life, now) && there(life);
  }

  static boolean there(Life life) {
    return life.seen().request() == Presence.PRESENT && life.seen().subject() == Presence.PRESENT;
  }

  static boolean closed(Life life) {
    return life.standing() == Standing.CLOSED;
  }

  static boolean delivers(Life life) {
    return life.delivered().targets().stream().anyMatch(Target::hasCredential);
  }

  static boolean due(Life life, Instant now) {
    return life.delivered().credentials().isEmpty() || !now.isBefore(Life.START.plusSeconds(2400));
  }

  static RecordStep rest(Instant at) {
    return new RecordStep.Rest(Optional.of(at));
  }

  static Instant soon(Instant now, Instant limit) {
    Instant soon = now.plusSeconds(5);
    return soon.isBefore(limit) ? soon : limit;
  }
}
