package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Expected.activationLimit;
import static dev.leasehold.lifecycle.Expected.closed;
import static dev.leasehold.lifecycle.Expected.delivers;
import static dev.leasehold.lifecycle.Expected.due;
import static dev.leasehold.lifecycle.Expected.failed;
import static dev.leasehold.lifecycle.Expected.kind;
import static dev.leasehold.lifecycle.Expected.mustEnd;
import static dev.leasehold.lifecycle.Expected.own;
import static dev.leasehold.lifecycle.Expected.quiet;
import static dev.leasehold.lifecycle.Expected.rest;
import static dev.leasehold.lifecycle.Expected.soon;
import static dev.leasehold.lifecycle.Expected.there;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is true of the next step of every record at every time. */
class RecordLifecycleTest {
  private static final List<Life> ALL = Lives.all();

  /** What must be so about a record, a time and the step that they lead to. */
  @FunctionalInterface
  private interface Invariant {
    boolean holds(Life life, Instant now, RecordStep step);
  }

  @Test
  void whateverCanEndAccessWinsOverEverythingElse() {
    always(
        (life, now, step) ->
            closed(life)
                || (mustEnd(life, now) || failed(life, now)) == (step instanceof RecordStep.End));
  }

  @Test
  void whyItEndsIsTheFirstThatIsKnownAndIsWrittenDownUnlessItStaysTrueByItself() {
    always(
        (life, now, step) ->
            !(step instanceof RecordStep.End end)
                || (end.cause().kind() == kind(life, now)
                    && end.latch() == (life.ends().own().isEmpty() && now.isBefore(Life.END))
                    && end.cause().equals(own(life, now).orElse(end.cause()))));
  }

  @Test
  void nothingIsHandedOutUnlessBothRequestAndSubjectAreKnownToBeThere() {
    always(
        (life, now, step) ->
            switch (step) {
              case RecordStep.Provide _ -> life.standing() == Standing.ACTIVATING && there(life);
              case RecordStep.Rotate _, RecordStep.Repair _, RecordStep.Decline _ ->
                  life.standing() == Standing.ACTIVE && there(life);
              default -> true;
            });
  }

  @Test
  void whatIsBeingProvidedIsProvidedUntilItsTimeIsOver() {
    always(
        (life, now, step) ->
            life.standing() != Standing.ACTIVATING
                || step instanceof RecordStep.End
                || step.equals(
                    there(life) ? new RecordStep.Provide() : rest(soon(now, activationLimit()))));
  }

  @Test
  void whatSomebodyTookAwayIsPutBackFirst() {
    always(
        (life, now, step) ->
            !quiet(life, now)
                || life.state().condition() instanceof Condition.Lessened
                    == (step instanceof RecordStep.Repair repair
                        && repair.reason().equals(Lives.WHY)));
  }

  @Test
  void credentialsAreReplacedWhenDueLostOrWantedButNotInTheLastTenMinutes() {
    always(
        (life, now, step) ->
            !quiet(life, now)
                || life.state().condition() instanceof Condition.Lessened
                || (step instanceof RecordStep.Rotate rotate
                        && rotate.generation() == life.delivered().credentials().size() + 1)
                    == (delivers(life)
                        && !now.isAfter(Life.END.minus(Rotation.SHORTEST))
                        && (life.delivered().again() || due(life, now))));
  }

  @Test
  void aWishThatCannotBeFulfilledIsAnsweredAndNoneIsPassedOver() {
    always(
        (life, now, step) ->
            !quiet(life, now)
                || life.state().condition() instanceof Condition.Lessened
                || life.delivered().again()
                    == (step instanceof RecordStep.Rotate || declined(life, step))
                || (step instanceof RecordStep.Rotate && due(life, now)));
  }

  private static boolean declined(Life life, RecordStep step) {
    String why = delivers(life) ? "RedeliverTooLate" : "NothingToDeliver";
    return step instanceof RecordStep.Decline decline && decline.reason().code().is(why);
  }

  @Test
  void whoeverRestsIsWokenInTimeForWhatComesNext() {
    always(
        (life, now, step) ->
            closed(life)
                || switch (step) {
                  case RecordStep.Rest(Optional<Instant> at) -> wakes(life, now, at);
                  case RecordStep.Decline(var reason, Optional<Instant> at) -> wakes(life, now, at);
                  default -> true;
                });
  }

  private static boolean wakes(Life life, Instant now, Optional<Instant> at) {
    if (!there(life)) {
      Instant limit = life.standing() == Standing.ACTIVE ? Life.END : activationLimit();
      return at.equals(Optional.of(soon(now, limit)));
    }
    Instant due = Life.START.plusSeconds(2400);
    boolean beforeDue = now.isBefore(due) && !life.delivered().credentials().isEmpty();
    return at.equals(Optional.of(beforeDue ? due : Life.END));
  }

  @Test
  void aClosedRecordHandsOutNothingAndIsKeptUntilItsRequestIsGoneAndItsTimeIsOver() {
    for (Life life : ALL) {
      if (closed(life)) {
        for (Optional<Instant> until : List.of(Optional.<Instant>empty(), Optional.of(Life.END))) {
          for (Instant now : Lives.TIMES) {
            assertThat(life.retainUntil(until).next(now)).isEqualTo(kept(life, until, now));
          }
        }
      }
    }
  }

  private static RecordStep kept(Life life, Optional<Instant> until, Instant now) {
    if (life.seen().deleted()) {
      return new RecordStep.Forget();
    }
    if (life.seen().request() == Presence.UNKNOWN) {
      return new RecordStep.Rest(Optional.of(now.plusSeconds(5)));
    }
    if (life.seen().request() != Presence.GONE) {
      return new RecordStep.Rest(Optional.empty());
    }
    return until
        .map(at -> now.isBefore(at) ? new RecordStep.Rest(until) : new RecordStep.Forget())
        .orElse(new RecordStep.Retain(now, now.plus(Life.RETENTION.usual())));
  }

  private static void always(Invariant invariant) {
    assertThat(ALL).hasSizeGreaterThan(10_000);
    for (Life life : ALL) {
      for (Instant now : Lives.TIMES) {
        RecordStep step = life.next(now);
        if (!invariant.holds(life, now, step)) {
          throw new AssertionError(life + "\n at " + now + " leads to " + step);
        }
      }
    }
  }
}
