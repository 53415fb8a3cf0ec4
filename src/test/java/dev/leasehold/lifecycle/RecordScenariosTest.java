package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Life.END;
import static dev.leasehold.lifecycle.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules that a reader should meet first. */
class RecordScenariosTest {
  @Test
  void accessEndsAtItsVeryEndAndNotANanosecondBefore() {
    Life life =
        Life.active().delivered(Life.token(1, END.minus(Duration.ofHours(1))), false, false);
    assertThat(life.next(END.minusNanos(1))).isEqualTo(Expected.rest(END));
    assertThat(life.next(END))
        .isInstanceOfSatisfying(
            RecordStep.End.class,
            end -> assertThat(end.cause().kind()).isEqualTo(EndCause.Kind.EXPIRED));
  }

  @Test
  void expiredAccessEndsAlsoWhereNothingElseIsKnown() {
    Life blind =
        Life.active()
            .seen(Presence.UNKNOWN, Presence.UNKNOWN, false)
            .state(new Condition.Unclear(Lives.WHY), Optional.empty());
    assertThat(blind.next(END)).isInstanceOf(RecordStep.End.class);
  }

  /** It ends when it was to end, and not because somebody changed its record. */
  @Test
  void thatSomebodyElseChangedTheRecordIsSaidAndNeverPutsAnEndingOff() {
    Reason reason = new Reason(ReasonCode.RECORD_ALTERED, "somebody else moved the end");
    Life altered = Life.active().altered(reason);
    assertThat(altered.next(START)).isEqualTo(new RecordStep.Accuse(reason));
    assertThat(altered.next(END)).isInstanceOf(RecordStep.End.class);
  }

  @Test
  void aRevocationThatWasWrittenDownStaysTheReasonAfterTheWindow() {
    EndCause revoked = new EndCause(EndCause.Kind.REVOKED, "rob", "too wide", START);
    Life ending =
        Life.active()
            .standing(Standing.ENDING)
            .ends(new Life.Ends(Optional.of(revoked), Optional.empty(), List.of()));
    assertThat(ending.next(END.plusSeconds(9))).isEqualTo(new RecordStep.End(revoked, false));
  }

  @Test
  void whatAPersonSaysEndsItAlsoWhereTheRequestCouldNotBeJudged() {
    Stamp revoked = Situation.stamp(Stamp.Act.REVOCATION, 1, Asked.UID, "none", "rita");
    RecordStep step =
        Life.active()
            .ends(new Life.Ends(Optional.empty(), Optional.empty(), List.of(revoked)))
            .next(START.plusSeconds(9));
    EndCause cause = new EndCause(EndCause.Kind.WITHDRAWN, "rita", "because", START.plusSeconds(9));
    assertThat(step).isEqualTo(new RecordStep.End(cause, true));
  }

  @Test
  void accountabilityReturnsAtItsDateWhileThereIsAccessAndNotBefore() {
    Instant until = START.plusSeconds(60);
    Life moved = Life.active().handsBack(until);
    assertThat(moved.next(until.minusNanos(1))).isEqualTo(Expected.rest(until));
    assertThat(moved.next(until)).isEqualTo(new RecordStep.HandBack());
    assertThat(moved.standing(Standing.CLOSED).next(until))
        .isNotInstanceOf(RecordStep.HandBack.class);
    assertThat(moved.next(END)).isInstanceOf(RecordStep.End.class);
  }

  @Test
  void anEndingWhoseReasonWasLostIsStillFinished() {
    RecordStep step = Life.active().standing(Standing.ENDING).next(START.plusSeconds(9));
    EndCause cause =
        new EndCause(
            EndCause.Kind.REVOKED, EndCause.OPERATOR, "ending had begun", START.plusSeconds(9));
    assertThat(step).isEqualTo(new RecordStep.End(cause, true));
  }

  @Test
  void whatCouldNotBeProvidedInTimeIsTakenBack() {
    Life starting = Life.active().standing(Standing.ACTIVATING);
    Instant limit = START.plus(RecordLifecycle.ACTIVATION_LIMIT);
    assertThat(starting.next(limit.minusNanos(1))).isEqualTo(new RecordStep.Provide());
    assertThat(starting.next(limit))
        .isInstanceOfSatisfying(
            RecordStep.End.class,
            end -> {
              assertThat(end.cause().kind()).isEqualTo(EndCause.Kind.ACTIVATION_FAILED);
              assertThat(end.cause().message()).contains("60 s");
              assertThat(end.latch()).isTrue();
            });
  }

  @Test
  void whatStoodInTheWayIsSaidWhereItIsTakenBack() {
    Life starting = Life.active().standing(Standing.ACTIVATING).troubled(Lives.WHY);
    assertThat(starting.next(START.plus(RecordLifecycle.ACTIVATION_LIMIT)))
        .isInstanceOfSatisfying(
            RecordStep.End.class,
            end -> assertThat(end.cause().message()).endsWith(": " + Lives.WHY.message()));
  }

  @Test
  void whoAsksTooLateIsToldHowLateThatIs() {
    assertThat(declined(Offered.SHOP, END.minus(Rotation.SHORTEST).plusNanos(1)))
        .contains("in the last 10 minutes of a window");
    assertThat(declined(Offered.DATABASE, END.minusSeconds(59)))
        .contains("in the last minute of a window");
  }

  private static String declined(Target target, Instant now) {
    RecordStep step = Life.active().delivered(List.of(target), List.of(), true).next(now);
    return step instanceof RecordStep.Decline decline
        ? decline.reason().message()
        : step.toString();
  }

  @Test
  void theNewestOfSeveralCredentialsIsFollowedByTheNextGeneration() {
    Life two =
        Life.active()
            .delivered(
                List.of(Offered.SHOP, Offered.SHOP),
                List.of(Life.token(7, START), Life.token(3, START.plusSeconds(60))),
                false);
    assertThat(two.next(START.plusSeconds(2399))).isEqualTo(Expected.rest(START.plusSeconds(2400)));
    assertThat(two.next(START.plusSeconds(2400))).isEqualTo(new RecordStep.Rotate(8));
  }

  @Test
  void aTokenMintedForTheRestOfTheWindowIsNotReplaced() {
    Life last =
        Life.active()
            .delivered(
                List.of(Offered.SHOP), List.of(Life.token(4, END.minusSeconds(3600))), false);
    assertThat(last.next(END.minusSeconds(660))).isEqualTo(Expected.rest(END));
  }
}
