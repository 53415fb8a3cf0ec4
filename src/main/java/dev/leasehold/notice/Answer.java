package dev.leasehold.notice;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to tell. */
public sealed interface Answer {
  /** It was taken. */
  record Taken(String said) implements Answer {}

  /**
   * It was not, and may be later.
   *
   * @param after what the other side asked for
   */
  record Later(String said, Optional<Duration> after) implements Answer {}

  /** It was not, and there is no sign that it ever will be. */
  record Refused(String said) implements Answer {}

  /** In a few words, without anything that the other side wrote. */
  String said();
}
