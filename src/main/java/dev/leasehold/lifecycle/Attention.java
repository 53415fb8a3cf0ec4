package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When to look at a request again although nothing has changed. What depends on the time, or on
 * what else the subject has, is looked at again when the next minute begins, since conditions are
 * told the time to the minute: sooner, nothing could come out otherwise.
 */
public final class Attention {
  private Attention() {}

  /** The next time to look, after this step was taken on this verdict. */
  public static Optional<Instant> next(RequestStep step, Verdict verdict, Instant now) {
    return verdict.restless() && open(step)
        ? Stream.concat(step.wakeAt().stream(), Stream.of(nextMinute(now))).min(Instant::compareTo)
        : step.wakeAt();
  }

  private static Instant nextMinute(Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
  }

  /** Whether the verdict still decides anything. */
  private static boolean open(RequestStep step) {
    return switch (step) {
      case RequestStep.Hold hold -> true;
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
