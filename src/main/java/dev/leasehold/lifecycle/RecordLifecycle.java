package dev.leasehold.lifecycle;

import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the next step of a record. Whatever can end access is looked at before all else. */
public final class RecordLifecycle {
  /** How long providing may be tried before what was provided is taken back. */
  public static final Duration ACTIVATION_LIMIT = Duration.ofSeconds(60);

  private static final Reason DELETED =
      new Reason("RecordDeleted", "somebody deleted the record of this grant");

  private static final Reason SUBJECT =
      new Reason("SubjectGone", "the subject's service account was deleted or re-created");

  private RecordLifecycle() {}

  /** The one next step at {@code now}; closed records are kept for {@code retention}. */
  public static RecordStep next(RecordObservation seen, Duration retention, Instant now) {
    return switch (seen.standing()) {
      case CLOSED -> closed(seen, retention, now);
      case ENDING -> ending(seen, now).orElseGet(() -> unexplained(now));
      case ACTIVATING -> ending(seen, now).orElseGet(() -> activating(seen, now));
      case ACTIVE -> ending(seen, now).orElseGet(() -> active(seen, now));
    };
  }

  private static RecordStep closed(RecordObservation seen, Duration retention, Instant now) {
    if (seen.deleted()) {
      return new RecordStep.Forget();
    }
    if (seen.retainUntil().isEmpty()) {
      return seen.request() == Presence.GONE
          ? new RecordStep.Retain(retention)
          : new RecordStep.Rest(Optional.empty());
    }
    Instant until = seen.retainUntil().get();
    return now.isBefore(until) ? new RecordStep.Rest(Optional.of(until)) : new RecordStep.Forget();
  }

  private static Optional<RecordStep> ending(RecordObservation seen, Instant now) {
    if (seen.ending().isPresent()) {
      return Optional.of(new RecordStep.End(seen.ending().get(), false));
    }
    if (seen.grant().window().expiredAt(now)) {
      return end(EndCause.Kind.EXPIRED, "the window ended", now, false);
    }
    if (seen.request() == Presence.GONE) {
      return end(EndCause.Kind.REQUEST_DELETED, "the request was deleted", now, false);
    }
    if (seen.requestEnding().isPresent()) {
      return Optional.of(new RecordStep.End(seen.requestEnding().get(), true));
    }
    return byRule(seen, now).map(cause -> new RecordStep.End(cause, true));
  }

  /** Ending was begun, so it is finished, also if the reason was lost. */
  private static RecordStep unexplained(Instant now) {
    return end(EndCause.Kind.REVOKED, "ending had begun", now, true).orElseThrow();
  }

  private static Optional<EndCause> byRule(RecordObservation seen, Instant now) {
    if (seen.deleted()) {
      return Optional.of(EndCause.byRule(EndCause.Kind.REVOKED, DELETED, now));
    }
    if (seen.subject() == Presence.GONE) {
      return Optional.of(EndCause.byRule(EndCause.Kind.SUBJECT_GONE, SUBJECT, now));
    }
    if (seen.condition() instanceof Condition.Widened(Reason reason)) {
      return Optional.of(EndCause.byRule(EndCause.Kind.REVOKED, reason, now));
    }
    return seen.roleWidened().map(r -> EndCause.byRule(EndCause.Kind.ROLE_WIDENED, r, now));
  }

  private static Optional<RecordStep> end(
      EndCause.Kind kind, String message, Instant now, boolean latch) {
    return Optional.of(
        new RecordStep.End(new EndCause(kind, EndCause.OPERATOR, message, now), latch));
  }

  private static RecordStep activating(RecordObservation seen, Instant now) {
    if (now.isBefore(seen.createdAt().plus(ACTIVATION_LIMIT))) {
      return new RecordStep.Provide();
    }
    String message = "access could not be provided within " + ACTIVATION_LIMIT.toSeconds() + " s";
    return end(EndCause.Kind.ACTIVATION_FAILED, message, now, true).orElseThrow();
  }

  private static RecordStep active(RecordObservation seen, Instant now) {
    if (seen.condition() instanceof Condition.Lessened(Reason reason)) {
      return new RecordStep.Repair(reason);
    }
    Optional<Instant> due =
        seen.credentials().stream()
            .flatMap(c -> Rotation.due(seen.grant().window(), c).stream())
            .min(Instant::compareTo);
    if (seen.redeliver() || due.filter(d -> !now.isBefore(d)).isPresent()) {
      return new RecordStep.Rotate(seen.generation() + 1);
    }
    return new RecordStep.Rest(
        Stream.concat(due.stream(), Stream.of(seen.grant().window().end()))
            .min(Instant::compareTo));
  }
}
