package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Life.END;
import static dev.leasehold.lifecycle.Life.START;
import static dev.leasehold.lifecycle.Life.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How soon credentials are replaced for the asking: a tenth of their hour apart, at least. */
class RedeliveringTest {
  private static final Instant ISSUED = START.plusSeconds(600);
  private static final Instant AGAIN = ISSUED.plus(Duration.ofMinutes(6));

  private static RecordStep wished(int generation, Instant issued, Instant now) {
    return Life.active().delivered(token(generation, issued), true, false).next(now);
  }

  @Test
  void firstWishOfAGrantComesTrueAtOnce() {
    assertThat(wished(1, ISSUED, ISSUED)).isEqualTo(new RecordStep.Rotate(2));
  }

  @Test
  void laterOnesWaitUntilWhatWasDeliveredIsOldEnoughAndAreToldWhen() {
    for (Instant now : new Instant[] {ISSUED, AGAIN.minusNanos(1)}) {
      assertThat(wished(2, ISSUED, now))
          .isInstanceOfSatisfying(
              RecordStep.Delay.class,
              delay -> {
                assertThat(delay.reason().orElseThrow().code()).hasToString("RedeliverWaits");
                assertThat(delay.reason().orElseThrow().message())
                    .contains(AGAIN.toString(), "every 6m")
                    .hasSizeLessThan(200);
                assertThat(delay.wakeAt()).contains(AGAIN);
              });
    }
    assertThat(wished(2, ISSUED, AGAIN)).isEqualTo(new RecordStep.Rotate(3));
  }

  @Test
  void whatIsReplacedSoonerAnywayIsNotWaitedForLonger() {
    Instant due = ISSUED.plus(Duration.ofMinutes(40));
    assertThat(wished(2, ISSUED, due)).isEqualTo(new RecordStep.Rotate(3));
    Instant last = END.minus(Rotation.SHORTEST).minus(Rotation.MARGIN);
    Instant late = last.minusSeconds(120);
    Life soon = Life.active().delivered(until(late, END.minusSeconds(30)), true, false);
    assertThat(soon.next(last.minusSeconds(60)))
        .isInstanceOfSatisfying(
            RecordStep.Delay.class, delay -> assertThat(delay.wakeAt()).contains(last));
  }

  @Test
  void whatWouldComeTooLateIsDeclinedAtOnceAndNotAtTheEndOfTheWait() {
    Instant issued = END.minus(Duration.ofMinutes(14));
    Life last = Life.active().delivered(until(issued, END), true, false);
    assertThat(last.next(issued.plusSeconds(1)))
        .isInstanceOfSatisfying(
            RecordStep.Decline.class,
            decline -> assertThat(decline.reason().code()).hasToString("RedeliverTooLate"));
  }

  /** Whoever says so may end the access as well, and a leaked one must not live for minutes. */
  @Test
  void whatLeakedIsReplacedWithinSeconds() {
    Life life = Life.active().leaked(List.of(Offered.SHOP), token(2, ISSUED));
    assertThat(life.next(ISSUED.plusSeconds(9)))
        .isInstanceOfSatisfying(
            RecordStep.Delay.class,
            delay -> assertThat(delay.wakeAt()).contains(ISSUED.plusSeconds(10)));
    assertThat(life.next(ISSUED.plusSeconds(10))).isEqualTo(new RecordStep.Rotate(3));
  }

  @Test
  void whatLeakedTooLateToBeReplacedIsEndedByRevokingAndThatIsSaid() {
    Instant issued = END.minus(Duration.ofMinutes(14));
    Life last = Life.active().leaked(List.of(Offered.SHOP), until(issued, END));
    assertThat(last.next(END.minusSeconds(300)))
        .isInstanceOfSatisfying(
            RecordStep.Decline.class,
            decline ->
                assertThat(decline.reason().message())
                    .contains("works until the end", "leasehold.dev/revoke"));
  }

  @Test
  void whatVaultStoresIsNotSaidToHaveEnded() {
    Target stored =
        new Target.Vault(
            "stored",
            "main",
            "reader",
            List.of("shop"),
            new VaultSource.Static("kv/data/shop", Optional.empty()),
            Map.of(),
            Duration.ofHours(1));
    assertThat(Life.active().leaked(List.of(stored), token(1, ISSUED)).next(ISSUED))
        .isInstanceOfSatisfying(
            RecordStep.Decline.class,
            decline -> assertThat(decline.reason().code()).hasToString("NothingToDeliver"));
    assertThat(Life.active().leaked(List.of(stored, Offered.SHOP), token(1, ISSUED)).next(ISSUED))
        .isEqualTo(new RecordStep.Rotate(2));
  }

  private static CredentialFacts until(Instant issued, Instant expires) {
    CredentialFacts token = token(3, issued);
    return new CredentialFacts(
        token.generation(), token.jti(), token.anchor(), token.issuedAt(), expires);
  }

  @Test
  void whenNobodyWantsItAnyMoreThatIsSaidOnce() {
    Life life = Life.active().delivered(token(2, ISSUED), false, true);
    assertThat(life.next(ISSUED.plusSeconds(1)))
        .isInstanceOfSatisfying(
            RecordStep.Delay.class,
            delay -> assertThat(delay.reason()).isEqualTo(Optional.empty()));
    Life said = Life.active().delivered(token(2, ISSUED), false, false);
    assertThat(said.next(ISSUED.plusSeconds(1))).isInstanceOf(RecordStep.Rest.class);
  }
}
