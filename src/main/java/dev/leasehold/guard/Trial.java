package dev.leasehold.guard;

import java.util.Optional;
import java.util.function.Supplier;

/** Tries one policy with writes that change nothing. */
sealed interface Trial {
  /** The policy that is tried. */
  String policy();

  /**
   * Why the policy cannot be relied upon, if so.
   *
   * @param source says what it is called
   */
  Optional<Proof.NotLive> failure(GuardSource source);

  /**
   * A forged write that one policy must refuse, and its honest twin that must pass.
   *
   * @param refusedFor what the API server says of a twin that passes the guard and then fails for
   *     want of an object, or empty if the twin is accepted outright
   */
  record Forgery(String policy, Supplier<Answer> forged, Supplier<Answer> twin, String refusedFor)
      implements Trial {
    @Override
    public Optional<Proof.NotLive> failure(GuardSource source) {
      return ofForged(forged.get(), source.named(policy)).or(() -> ofTwin(twin.get()));
    }

    private Optional<Proof.NotLive> ofForged(Answer answer, String named) {
      return switch (answer) {
        case Answer.RefusedBy(String by) when by.equals(named) -> Optional.empty();
        case Answer.RefusedBy(String by) ->
            notLive(
                policy,
                "the forgery made for it was refused by %s, not by %s".formatted(by, named));
        case Answer.Accepted ignored ->
            notLive(
                policy,
                "it let a forgery pass; a new or changed policy takes about a second to act");
        case Answer.Failed(int code, String ignored) ->
            untried(policy, "a forgery could not be tried: the API server answered ", code);
      };
    }

    private Optional<Proof.NotLive> ofTwin(Answer answer) {
      return switch (answer) {
        case Answer.Accepted ignored -> Optional.empty();
        case Answer.RefusedBy(String by) ->
            notLive(policy, "the honest twin of a forgery was refused by " + by);
        case Answer.Failed(int ignored, String message)
            when !refusedFor.isEmpty() && message.contains(refusedFor) ->
            Optional.empty();
        case Answer.Failed(int code, String ignored) ->
            untried(policy, "the honest twin of a forgery failed: the API server answered ", code);
      };
    }
  }

  /** An honest write that comes back stamped. */
  record Stamping(String policy, Supplier<Answer> write, String stamp) implements Trial {
    @Override
    public Optional<Proof.NotLive> failure(GuardSource source) {
      return switch (write.get()) {
        case Answer.Accepted(String body) when body.contains(stamp) -> Optional.empty();
        case Answer.Accepted ignored -> notLive(policy, "it did not stamp an honest write");
        case Answer.RefusedBy(String by) -> notLive(policy, "an honest write was refused by " + by);
        case Answer.Failed(int code, String ignored) ->
            untried(policy, "an honest write failed: the API server answered ", code);
      };
    }
  }

  private static Optional<Proof.NotLive> untried(String policy, String reason, int code) {
    return Optional.of(Proof.NotLive.untried(policy, reason, code));
  }

  private static Optional<Proof.NotLive> notLive(String policy, String reason) {
    return Optional.of(new Proof.NotLive(policy, reason));
  }
}
