package dev.leasehold.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

/** The part of the demo in which nobody does anything, and the access ends. */
final class EndStory {
  /** How the workload reads what was granted. */
  static final String READ = "kubectl -n shop get configmap orders -o jsonpath='{.data}{\"\\n\"}'";

  /** The binding is gone within this of the window's end (G1). */
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** The token itself within this: ten seconds of it are the API server's own cache (G1). */
  private static final Duration TOKEN_BOUND = Duration.ofSeconds(25);

  private final Screen screen;
  private final Actors actors;
  private final Instant end;

  EndStory(Screen screen, Actors actors, String expiresAt) {
    this.screen = screen;
    this.actors = actors;
    this.end = Instant.parse(expiresAt);
  }

  void play() throws InterruptedException {
    expiry();
    token();
  }

  private void expiry() throws InterruptedException {
    screen.step(
        "The end",
        "Nobody does anything. When the window is over the same command is refused (403, the"
            + " binding is gone) within %d s; never before.".formatted(BOUND.toSeconds()));
    screen.countdown("the window ends", end.minusMillis(1200));
    boolean inTime = Instant.now().isBefore(end.minusMillis(800));
    int before = Actors.code(actors.quietly("workload", READ));
    Surprise.unless(
        !inTime || before == 200 || !Instant.now().isBefore(end), "it was refused too early");
    screen.countdown("the window ends", end);
    Duration late = lastTyped(code -> code == 200);
    int code = Actors.code(actors.type("workload", READ));
    Surprise.unless(code == 403 || code == 401, "it was to be refused by 403 or 401, not " + code);
    Surprise.unless(late.compareTo(BOUND) <= 0, "it was still answered " + late + " after the end");
    screen.right(
        "refused with %d; nothing typed later than %d ms after the end was answered"
            .formatted(code, late.toMillis()));
  }

  private void token() throws InterruptedException {
    screen.step(
        "The token itself",
        "The token was bound to an object that is deleted now. Once the API server's cache of ten"
            + " seconds has run out it is nobody's any more (401), wherever it was copied to.");
    Duration late = lastTyped(code -> code != 401);
    actors.answered("workload", READ, 401);
    Surprise.unless(late.compareTo(TOKEN_BOUND) <= 0, "the token was accepted for " + late);
    screen.right("401, since about %d s after the end".formatted(late.toSeconds()));
  }

  /**
   * When the last command that was answered like this was typed, as time after the end. What a
   * command itself takes is the machine's business.
   */
  private Duration lastTyped(IntPredicate answer) {
    AtomicReference<Instant> last = new AtomicReference<>(end);
    Lab.await()
        .until(
            () -> {
              Instant typed = Instant.now();
              boolean again = answer.test(Actors.code(actors.quietly("workload", READ)));
              if (again) {
                last.set(typed);
              }
              return !again;
            });
    return Duration.between(end, last.get());
  }
}
