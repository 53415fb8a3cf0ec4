package dev.leasehold.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * For how long and for which targets: what was asked, and what is left of it under a limit. A limit
 * never adds to what was asked, whatever it says.
 *
 * @param asked how long was asked for
 * @param askedTargets which were asked for; empty: all that the entitlement has
 * @param limited that an approver accepts less
 * @param heard how many limits were heard so far, those that were declined too
 */
public record Extent(
    Duration asked, List<String> askedTargets, Optional<Limited> limited, int heard) {
  public Extent {
    askedTargets = List.copyOf(askedTargets);
  }

  /**
   * That an approver accepts less.
   *
   * @param at when it was first seen
   * @param reason in one line; may be empty
   */
  public record Limited(Limit limit, String approver, Instant at, String reason) {}

  /** What was asked, without a limit. */
  public static Extent of(Duration asked, List<String> askedTargets) {
    return new Extent(asked, askedTargets, Optional.empty(), 0);
  }

  /** The same under this limit, or none. */
  Extent under(Optional<Limited> other) {
    return new Extent(asked, askedTargets, other, heard);
  }

  /** How long access would be. */
  public Duration duration() {
    return limit().duration().filter(most -> most.compareTo(asked) < 0).orElse(asked);
  }

  /** To which targets; empty: all that the entitlement has. */
  public List<String> targets() {
    List<String> most = limit().targets();
    List<String> left =
        askedTargets.isEmpty() ? most : askedTargets.stream().filter(most::contains).toList();
    return left.isEmpty() ? askedTargets : left;
  }

  /** The limit that holds. */
  public Limit limit() {
    return limited.map(Limited::limit).orElse(Limit.NONE);
  }

  /** Whether it would be less than what was asked. */
  public boolean isMoreThan(Limit limit) {
    return limit.isLessThan(asked, askedTargets);
  }
}
