package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.RequestRef;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When to look at a request again although nothing has changed. What depends on the time, or on
 * what else the subject has, is looked at again soon after the next minute begins, since conditions
 * are told the time to the minute: sooner, nothing could come out otherwise.
 */
public final class Attention {
  /** Over so long they are spread, each at a time of its own: what people do must not wait. */
  static final Duration SPREAD = Duration.ofSeconds(5);

  private Attention() {}

  /** The next time to look, after this step was taken on this verdict. */
  public static Optional<Instant> next(
      RequestStep step, Verdict verdict, RequestRef request, Instant now) {
    return verdict.restless() && open(step)
        ? Stream.concat(step.wakeAt().stream(), Stream.of(nextMinute(request, now)))
            .min(Instant::compareTo)
        : step.wakeAt();
  }

  private static Instant nextMinute(RequestRef request, Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES)
        .plus(Duration.ofMinutes(1))
        .plusMillis(Math.floorMod(request.uid().hashCode(), SPREAD.toMillis()));
  }

  /** Whether the verdict still decides anything. */
  private static boolean open(RequestStep step) {
    return switch (step) {
      case RequestStep.Hold hold -> true;
      case RequestStep.AnswerLimit answer -> true;
      case RequestStep.Publish publish -> true;
      case RequestStep.Await await -> true;
      case RequestStep.Activate activate -> true;
      case RequestStep.OfferRenewal offer -> true;
      case RequestStep.Renew renew -> true;
      case RequestStep.Follow follow ->
          follow.ending().isEmpty() && follow.record().standing() != Standing.CLOSED;
      case RequestStep.Rest rest -> false;
      case RequestStep.Close close -> false;
    };
  }
}
