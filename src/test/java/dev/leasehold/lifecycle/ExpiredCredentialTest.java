package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Life.END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A credential was not replaced in time, and is dead before the window is over. */
class ExpiredCredentialTest {
  private static Life until(Instant expiry) {
    return Life.active().delivered(Life.token(1, expiry.minus(Duration.ofHours(1))), false, false);
  }

  @Test
  void aGrantWhoseCredentialExpiredAndCannotBeReplacedIsNotCalledActive() {
    Life life = until(END.minus(Duration.ofMinutes(10)));
    Instant now = END.minus(Duration.ofMinutes(9));
    assertThat(life.next(now)).isInstanceOf(RecordStep.End.class);
    RecordStep.End end = (RecordStep.End) life.next(now);
    assertThat(end.latch()).isTrue();
    assertThat(end.cause().kind()).isEqualTo(EndCause.Kind.REVOKED);
    assertThat(end.cause().message())
        .isEqualTo(
            "The credential expired before another could be made. No other is made in the last 10"
                + " minutes of a window; ask again.");
  }

  @Test
  void itIsReplacedAsLongAsThereIsTimeForAnother() {
    Life life = until(END.minus(Duration.ofMinutes(20)));
    assertThat(life.next(END.minus(Duration.ofMinutes(10)))).isEqualTo(new RecordStep.Rotate(2));
  }

  @Test
  void itGoesOnUntilItExpiresAndIsLookedAtThen() {
    Instant expiry = END.minus(Duration.ofMinutes(5));
    Life life = until(expiry);
    Instant before = expiry.minusNanos(1);
    assertThat(life.next(before)).isEqualTo(new RecordStep.Rest(Optional.of(expiry)));
    assertThat(life.next(expiry)).isInstanceOf(RecordStep.End.class);
  }

  /** The times of credentials are whole seconds, and the window's are not. */
  @Test
  void whatLastsToTheEndEndsByItsWindow() {
    Life life = until(END.minus(Rotation.ROUNDING));
    Instant now = END.minusNanos(1);
    assertThat(life.next(now)).isEqualTo(new RecordStep.Rest(Optional.of(END)));
  }

  @Test
  void aCredentialThatExpiredInOneOfTheTargetsIsEnough() {
    CredentialFacts dead = Life.token(1, END.minus(Duration.ofMinutes(70)));
    CredentialFacts alive = Life.token(1, END.minus(Duration.ofHours(1)));
    Life life =
        Life.active().delivered(Life.active().delivered().targets(), List.of(alive, dead), false);
    assertThat(life.next(END.minus(Duration.ofMinutes(9)))).isInstanceOf(RecordStep.End.class);
  }
}
