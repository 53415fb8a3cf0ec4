package dev.leasehold.policy;

import java.time.Instant;

/** How far somebody has come who wants access. */
public sealed interface Progress {
  /** Nobody has judged it yet: it may still be refused. */
  record Unjudged() implements Progress {}

  /**
   * It was judged and waits for something: it may still be refused, or be offered.
   *
   * @param since when it was first judged
   */
  record Waiting(Instant since) implements Progress {}

  /** It was offered. */
  record Offered() implements Progress {}

  /**
   * It was given.
   *
   * @param since when its access began
   */
  record Live(Instant since) implements Progress {}

  /** Whether it has what others may be refused for; else they wait for what becomes of it. */
  default boolean settled() {
    return switch (this) {
      case Unjudged _, Waiting _ -> false;
      case Offered _, Live _ -> true;
    };
  }
}
