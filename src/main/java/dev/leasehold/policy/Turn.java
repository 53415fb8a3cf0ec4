package dev.leasehold.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * Somebody's place among those of whom not all can have what they ask for. All see the same order,
 * so that of two exactly one has to give way.
 *
 * @param createdAt when it was asked, to the second
 */
public record Turn(Progress progress, Instant createdAt, String uid) {
  /** Judging takes milliseconds: what is not judged after this has something the matter with it. */
  public static final Duration TO_BE_JUDGED = Duration.ofMinutes(1);

  /** What waits for something lapses after a day; what has not by then cannot be written. */
  public static final Duration TO_LAPSE = Duration.ofHours(24).plus(TO_BE_JUDGED);

  /**
   * Whoever has access goes first, then who was offered it; else who had it or asked for it first.
   * Of two who asked within one second nobody knows who was first; their UIDs, which nobody can
   * choose, decide.
   */
  public boolean before(Turn other) {
    if (rank() != other.rank()) {
      return rank() > other.rank();
    }
    int byTime = since().compareTo(other.since());
    return byTime < 0 || (byTime == 0 && uid.compareTo(other.uid) < 0);
  }

  /** Whether it has been waited for long enough: nobody holds up others for ever. */
  public boolean missed(Turn waiting, Instant now) {
    return switch (progress) {
      case Progress.Unjudged() ->
          waiting.progress instanceof Progress.Waiting(Instant since)
              && !now.isBefore(since.plus(TO_BE_JUDGED));
      case Progress.Waiting _ -> !now.isBefore(createdAt.plus(TO_LAPSE));
      case Progress.Offered _, Progress.Live _ -> false;
    };
  }

  private int rank() {
    return switch (progress) {
      case Progress.Unjudged _, Progress.Waiting _ -> 0;
      case Progress.Offered _ -> 1;
      case Progress.Live _ -> 2;
    };
  }

  private Instant since() {
    return switch (progress) {
      case Progress.Unjudged _, Progress.Waiting _, Progress.Offered _ -> createdAt;
      case Progress.Live(Instant since) -> since;
    };
  }
}
