package dev.leasehold.lifecycle;

import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Governance.Overdue;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Review;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the next step of a record. Whatever can end access is looked at before all else. */
public final class RecordLifecycle {
  /** How long providing may be tried before what was provided is taken back. */
  public static final Duration ACTIVATION_LIMIT = Duration.ofSeconds(60);

  /** How soon to look again at what could not be told. */
  static final Duration RECHECK = Duration.ofSeconds(5);

  private static final Reason DELETED =
      new Reason(ReasonCode.RECORD_DELETED, "somebody deleted the record of this grant");

  private static final Reason SUBJECT =
      new Reason(
          ReasonCode.SUBJECT_GONE, "the subject's service account was deleted or re-created");

  private static final Reason UNREVIEWED =
      new Reason(ReasonCode.REVIEW_OVERDUE, "nobody reviewed it in time; ask again");

  private static final Reason EXPIRED =
      new Reason(
          ReasonCode.CREDENTIAL_EXPIRED, "The credential expired before another could be made.");

  private RecordLifecycle() {}

  /** The one next step at {@code now}; closed records are kept for {@code retention}. */
  public static RecordStep next(RecordObservation seen, Retention retention, Instant now) {
    return switch (seen.standing()) {
      case CLOSED -> Kept.next(seen, retention, now);
      case ENDING -> ending(seen, now).orElseGet(() -> unexplained(now));
      case ACTIVATING -> ending(seen, now).orElseGet(() -> activating(seen, now));
      case ACTIVE -> ending(seen, now).orElseGet(() -> active(seen, now));
    };
  }

  private static Optional<RecordStep> ending(RecordObservation seen, Instant now) {
    if (seen.ending().isPresent()) {
      return Optional.of(new RecordStep.End(seen.ending().get(), false));
    }
    if (seen.grant().window().expiredAt(now)) {
      return end(EndCause.Kind.EXPIRED, "the window ended", now, false);
    }
    return seen.requestEnding()
        .or(() -> Acts.endingLive(seen.grant().request(), seen.askers(), seen.stamps(), now))
        .or(() -> deleted(seen, now))
        .or(() -> seen.freeze().map(freeze -> freeze.cause(now)))
        .or(() -> byRule(seen, now))
        .map(cause -> new RecordStep.End(cause, true, seen.review().fresh(now)));
  }

  /** What people said on a request that is being deleted is told rather than that it is. */
  private static Optional<EndCause> deleted(RecordObservation seen, Instant now) {
    return seen.request() == Presence.GONE ? Optional.of(Acts.deleted(now)) : Optional.empty();
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
    return unreviewed(seen, now).or(() -> seen.basis().end(now));
  }

  private static Optional<EndCause> unreviewed(RecordObservation seen, Instant now) {
    return seen.review()
        .overdue(now)
        .filter(follows -> follows == Overdue.REVOKE)
        .map(follows -> EndCause.byRule(EndCause.Kind.REVIEW_OVERDUE, UNREVIEWED, now));
  }

  private static Optional<RecordStep> end(
      EndCause.Kind kind, String message, Instant now, boolean latch) {
    return Optional.of(
        new RecordStep.End(new EndCause(kind, EndCause.OPERATOR, message, now), latch));
  }

  private static RecordStep activating(RecordObservation seen, Instant now) {
    Instant limit = seen.createdAt().plus(ACTIVATION_LIMIT);
    if (!now.isBefore(limit)) {
      String message =
          "access could not be provided within "
              + ACTIVATION_LIMIT.toSeconds()
              + " s"
              + seen.trouble().map(why -> ": " + why).orElse("");
      return end(EndCause.Kind.ACTIVATION_FAILED, message, now, true).orElseThrow();
    }
    return unknown(seen) ? recheck(now, limit) : new RecordStep.Provide();
  }

  private static RecordStep active(RecordObservation seen, Instant now) {
    Window window = seen.grant().window();
    Rotation rotation = Rotation.of(seen.grant().targets());
    if (unknown(seen)) {
      return recheck(now, window.end());
    }
    Optional<RecordStep> said =
        reviewed(seen.review(), now)
            .or(() -> handedBack(seen, now))
            .or(() -> seen.altered().map(RecordStep.Accuse::new));
    if (said.isPresent()) {
      return said.get();
    }
    if (rotation.isOver(window, seen.credentials(), now)) {
      return lost(EXPIRED, rotation, now);
    }
    if (seen.condition() instanceof Condition.Lessened(Reason reason, boolean credentialLost)) {
      return credentialLost && !rotation.mintable(window, now)
          ? lost(reason, rotation, now)
          : new RecordStep.Repair(reason);
    }
    Optional<Instant> due = due(seen, now);
    boolean wanted = due.filter(at -> !now.isBefore(at)).isPresent();
    boolean asked = Redelivering.isDue(seen, now);
    if (rotation.mintable(window, now) && (wanted || asked)) {
      return new RecordStep.Rotate(seen.generation() + 1);
    }
    Optional<Instant> wake = wake(seen, due, now);
    if (seen.redelivery().isPresent()) {
      return unfulfilled(seen, rotation, due, wake, now);
    }
    boolean told = !seen.undelivered() || seen.condition() instanceof Condition.Unclear;
    return !told && !wanted
        ? new RecordStep.Delay(Optional.empty(), wake)
        : new RecordStep.Rest(wake);
  }

  /** A wish comes true with the next replacement, whatever that is for; else it is declined. */
  private static RecordStep unfulfilled(
      RecordObservation seen,
      Rotation rotation,
      Optional<Instant> due,
      Optional<Instant> wake,
      Instant now) {
    Optional<Reason> obstacle = Redelivering.obstacle(seen);
    if (obstacle.isPresent()) {
      return new RecordStep.Decline(obstacle.get(), wake);
    }
    Optional<Instant> next =
        Stream.concat(Redelivering.notBefore(seen, now).stream(), due.stream())
            .filter(now::isBefore)
            .filter(at -> rotation.mintable(seen.grant().window(), at))
            .min(Instant::compareTo);
    return next.<RecordStep>map(
            at ->
                new RecordStep.Delay(
                    Optional.of(Redelivering.waits(seen, at)),
                    wake.filter(at::isAfter).or(() -> next)))
        .orElseGet(() -> new RecordStep.Decline(Redelivering.tooLate(seen, span(rotation)), wake));
  }

  private static Optional<Instant> wake(
      RecordObservation seen, Optional<Instant> due, Instant now) {
    Window window = seen.grant().window();
    return Stream.of(
            Optional.of(window.end()),
            due,
            Rotation.of(seen.grant().targets()).dies(window, seen.credentials()),
            seen.review().deadline(),
            seen.handsBack())
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  private static Optional<RecordStep> handedBack(RecordObservation seen, Instant now) {
    return seen.handsBack().filter(at -> !now.isBefore(at)).map(at -> new RecordStep.HandBack());
  }

  /** What reviewers said is written down, and likewise that they said nothing in time. */
  static Optional<RecordStep> reviewed(Reviewing review, Instant now) {
    List<Review> fresh = review.fresh(now);
    if (!fresh.isEmpty()) {
      return Optional.of(new RecordStep.Latch(fresh, review.guard().orElseThrow()));
    }
    return review.overdue(now).map(overdue -> new RecordStep.Flag());
  }

  private static String span(Rotation rotation) {
    long minutes = rotation.shortest().toMinutes();
    return (minutes == 1 ? "minute" : minutes + " minutes") + " of a window";
  }

  /** What is dead and cannot be replaced is given up, rather than called active until the end. */
  private static RecordStep lost(Reason reason, Rotation rotation, Instant now) {
    String message =
        reason.message() + " No other is made in the last " + span(rotation) + "; ask again.";
    return end(EndCause.Kind.REVOKED, message, now, true).orElseThrow();
  }

  /** When the next credential is to be replaced: at once, where a target has lost its own. */
  private static Optional<Instant> due(RecordObservation seen, Instant now) {
    long delivered = seen.grant().targets().stream().filter(Target::hasCredential).count();
    if (seen.credentials().size() < delivered) {
      return Optional.of(now);
    }
    Rotation rotation = Rotation.of(seen.grant().targets());
    return seen.credentials().stream()
        .flatMap(c -> rotation.due(seen.grant().window(), c).stream())
        .min(Instant::compareTo);
  }

  /** Unknown is never absent, so it ends nothing; but nothing is handed out over it either. */
  private static boolean unknown(RecordObservation seen) {
    return seen.request() == Presence.UNKNOWN || seen.subject() == Presence.UNKNOWN;
  }

  private static RecordStep recheck(Instant now, Instant limit) {
    Instant soon = now.plus(RECHECK);
    return new RecordStep.Rest(Optional.of(soon.isBefore(limit) ? soon : limit));
  }
}
