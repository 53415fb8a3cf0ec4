package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import java.time.Instant;
import java.util.Optional;

/**
 * How it ended; nothing of it is there while it did not.
 *
 * @param begun when access was about to be taken back
 * @param at when nothing was left, or the request had come to nothing
 * @param kind of the entry that says so
 * @param reason the code that the log gives
 * @param actor who did it, if it was a person
 */
public record Ending(
    Optional<Instant> begun,
    Optional<Instant> at,
    Optional<EventKind> kind,
    String reason,
    String actor) {
  static final Ending NONE =
      new Ending(Optional.empty(), Optional.empty(), Optional.empty(), "", "");

  Ending begun(Instant when, Said said) {
    return begun.isPresent() && at.isEmpty()
        ? this
        : new Ending(
            Optional.of(when),
            Optional.empty(),
            Optional.empty(),
            said.reason(),
            said.text("actor"));
  }

  /** Whether access had been given, and ended. */
  boolean isOfAccess() {
    return kind.filter(by -> by == EventKind.REVOKED || by == EventKind.FORGOTTEN).isPresent();
  }

  /** What the entry says of why counts only where nothing was said before. */
  Ending done(EventKind by, Instant when, Said said) {
    return new Ending(
        begun,
        Optional.of(when),
        Optional.of(by),
        reason.isEmpty() ? said.reason() : reason,
        actor.isEmpty() ? said.text("actor") : actor);
  }
}
