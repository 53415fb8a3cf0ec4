package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lives through windows whose end is moved, early in them or at the last moment. */
class ProlongedRotationTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00.250Z");
  private static final List<Integer> WINDOWS = List.of(20, 300, 660, 900, 3600, 28_800);
  private static final List<Integer> MORE = List.of(10, 300, 659, 660, 900, 3600, 28_800);
  private static final List<Integer> LIFETIMES = List.of(600, 660, 900, 3600, 86_400);

  /** How long before the end of its window it is prolonged. */
  private static final List<Duration> LEFT =
      List.of(Duration.ofMillis(1), Duration.ofSeconds(9), Duration.ofSeconds(599));

  /** A token lasts ten minutes in any case; what Vault lends, as long as the window. */
  @Test
  void whatVaultLentForAShortWindowDoesNotLastForALongerOne() {
    Window shorter = new Window(START, START.plusSeconds(300));
    Instant end = START.plusSeconds(480);
    assertThat(Rotation.of(List.of(Offered.SHOP)).prolongable(shorter, end)).isTrue();
    List<Target> mixed = List.of(Offered.SHOP, Offered.DATABASE);
    assertThat(Rotation.of(mixed).prolongable(shorter, end)).isFalse();
    Window hour = new Window(START, START.plusSeconds(3600));
    assertThat(Rotation.of(mixed).prolongable(hour, hour.end().plusSeconds(660))).isTrue();
  }

  @Test
  void whereItMayBeProlongedThereIsAValidTokenUntilTheNewEndAndNoneThatOutlivesIt() {
    int lives = 0;
    for (int window : WINDOWS) {
      for (int more : MORE) {
        Window first = new Window(START, START.plusSeconds(window));
        Instant end = first.end().plusSeconds(more);
        for (Duration left : LEFT) {
          Instant when = first.end().minus(left);
          if (Rotation.TOKENS.prolongable(first, end) && when.isAfter(START)) {
            for (int ttl : LIFETIMES) {
              lives++;
              assertLasts(first, end, when, Duration.ofSeconds(ttl));
            }
          }
        }
      }
    }
    assertThat(lives).isGreaterThan(100);
  }

  @Test
  void itMayNotBeProlongedByTooLittleForAnotherTokenUnlessTheFirstLasts() {
    Window hour = new Window(START, START.plusSeconds(3600));
    assertThat(Rotation.TOKENS.prolongable(hour, hour.end().plusSeconds(659))).isFalse();
    assertThat(Rotation.TOKENS.prolongable(hour, hour.end().plusSeconds(660))).isTrue();
    Window shorter = new Window(START, START.plusSeconds(20));
    assertThat(Rotation.TOKENS.prolongable(shorter, START.plusSeconds(600))).isTrue();
    assertThat(Rotation.TOKENS.prolongable(shorter, START.plusSeconds(601))).isFalse();
  }

  private static void assertLasts(Window first, Instant end, Instant when, Duration ttl) {
    Window longer = new Window(START, end);
    List<CredentialFacts> minted = new ArrayList<>();
    mint(minted, first, ttl, START, when);
    Optional<Instant> due = Rotation.TOKENS.due(longer, minted.getLast());
    due.map(at -> at.isBefore(when) ? when : at)
        .ifPresent(at -> mint(minted, longer, ttl, at, end));
    Instant until = START;
    for (CredentialFacts token : minted) {
      assertThat(token.issuedAt())
          .as("%s %s %s", first, end, minted)
          .isBeforeOrEqualTo(until.plus(Rotation.ROUNDING));
      until = token.expiresAt();
    }
    assertThat(until).isAfterOrEqualTo(end.minus(Rotation.ROUNDING));
    assertThat(until).isBeforeOrEqualTo(minted.size() == 1 ? START.plusSeconds(86_400) : end);
  }

  /** As the operator does it, from this moment on and before that. */
  private static void mint(
      List<CredentialFacts> minted, Window window, Duration ttl, Instant from, Instant before) {
    Optional<Instant> at = Optional.of(from);
    while (at.filter(a -> a.isBefore(before)).isPresent()) {
      Instant now = at.get();
      long asked = Duration.between(now, Rotation.TOKENS.notAfter(window, ttl, now)).toSeconds();
      Instant expires = now.plusSeconds(Math.max(600, asked)).truncatedTo(ChronoUnit.SECONDS);
      minted.add(token(minted.size() + 1, now, expires));
      at =
          Rotation.TOKENS
              .due(window, minted.getLast())
              .filter(due -> Rotation.TOKENS.mintable(window, due));
    }
  }

  private static CredentialFacts token(int generation, Instant at, Instant until) {
    ObjectRef anchor = new ObjectRef("v1", "Secret", "leasehold-grants", "anchor", "uid");
    return new CredentialFacts(generation, "jti", anchor, at, until);
  }
}
