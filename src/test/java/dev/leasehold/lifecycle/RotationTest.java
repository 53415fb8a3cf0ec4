package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lives through whole windows against an issuer that behaves as the TokenRequest API does. */
class RotationTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00.250Z");

  private static final List<Duration> WINDOWS =
      seconds(1, 60, 599, 600, 601, 659, 660, 661, 720, 900, 1200, 1259, 1260, 1261, 2000, 3600);

  private static final List<Duration> LIFETIMES =
      seconds(600, 601, 659, 660, 661, 900, 3600, 86400);

  /** How late the operator may be each time, up to what the margin allows. */
  private static final List<Duration> DELAYS =
      Stream.of(0, 1, 999, 1000, 30_000, 59_000).map(Duration::ofMillis).toList();

  /** One life: its window and what was minted in it. */
  private record Life(Window window, Duration ttl, Duration delay, List<CredentialFacts> minted) {
    Instant end() {
      return window.end();
    }
  }

  @Test
  void onlyTheFirstIsMintedInTheLastTenMinutes() {
    always(
        life ->
            life.minted().stream()
                .skip(1)
                .noneMatch(c -> c.issuedAt().isAfter(life.end().minus(Rotation.SHORTEST))));
  }

  @Test
  void noTokenOutlivesTheWindowUnlessEvenTheFirstCameTooLateForThat() {
    always(
        life ->
            life.minted().stream()
                .filter(c -> c.expiresAt().isAfter(life.end()))
                .allMatch(
                    c ->
                        c.generation() == 1
                            && c.issuedAt().isAfter(life.end().minus(Rotation.SHORTEST))));
  }

  @Test
  void noTokenWorksLongerThanTheBackstopSays() {
    always(
        life ->
            life.minted().stream()
                .noneMatch(
                    c ->
                        c.expiresAt()
                            .plus(Rotation.LEEWAY)
                            .isAfter(Rotation.backstopAt(life.window()))));
  }

  @Test
  void thereIsAValidTokenUntilTheWindowEnds() {
    always(
        life -> {
          Instant until = life.minted().getFirst().issuedAt();
          for (CredentialFacts c : life.minted()) {
            if (c.issuedAt().isAfter(until)) {
              return false;
            }
            until = c.expiresAt();
          }
          return !until.isBefore(life.end().minus(Rotation.ROUNDING));
        });
  }

  @Test
  void noTokenLivesMuchLongerThanTheCatalogSays() {
    always(
        life ->
            life.minted().stream()
                .map(c -> Duration.between(c.issuedAt(), c.expiresAt()))
                .allMatch(
                    lived ->
                        lived.compareTo(life.ttl()) <= 0
                            || lived.compareTo(Rotation.SHORTEST.plus(Rotation.MARGIN)) <= 0));
  }

  @Test
  void tokensAreReplacedAtTwoThirdsOfTheirLifeAndNotMoreOften() {
    always(
        life -> {
          Duration window = Duration.between(life.window().start(), life.end());
          long most = window.dividedBy(life.ttl().multipliedBy(2).dividedBy(3)) + 2;
          return life.minted().size() <= most;
        });
    Window day = window(Duration.ofHours(24));
    CredentialFacts first = minted(1, START, START.plusSeconds(3600));
    assertThat(Rotation.TOKENS.due(day, first)).contains(START.plusSeconds(2400));
  }

  @Test
  void aTokenThatEndsWithTheWindowUpToRoundingIsNotReplaced() {
    Window day = window(Duration.ofHours(24));
    Instant almost = day.end().minus(Rotation.ROUNDING);
    assertThat(Rotation.TOKENS.due(day, minted(1, START, almost))).isEmpty();
    assertThat(Rotation.TOKENS.due(day, minted(1, START, day.end().plusSeconds(9)))).isEmpty();
    assertThat(Rotation.TOKENS.due(day, minted(1, START, almost.minusNanos(1)))).isPresent();
  }

  @Test
  void theLastReplacementIsPlannedAMarginBeforeItIsTooLate() {
    Window window = window(Duration.ofHours(1));
    Instant last = window.end().minus(Rotation.SHORTEST).minus(Rotation.MARGIN);
    CredentialFacts late = minted(2, last.minusSeconds(1), last.plusSeconds(599));
    assertThat(Rotation.TOKENS.due(window, late)).contains(last);
    assertThat(Rotation.TOKENS.due(window, minted(2, last, last.plusSeconds(600)))).isEmpty();
  }

  @Test
  void itMayBeMintedUntilExactlyTheShortestLifeIsLeft() {
    Window window = window(Duration.ofHours(1));
    Instant limit = window.end().minus(Rotation.SHORTEST);
    assertThat(Rotation.TOKENS.mintable(window, limit)).isTrue();
    assertThat(Rotation.TOKENS.mintable(window, limit.plusNanos(1))).isFalse();
  }

  @Test
  void theBackstopIsTheWindowsEndAndTheApiServersLeeway() {
    assertThat(Rotation.backstopAt(window(Duration.ofHours(1))))
        .isEqualTo(START.plusSeconds(3600 + 70));
    assertThat(Rotation.backstopAt(window(Duration.ofSeconds(30))))
        .isEqualTo(START.plusSeconds(60 + 600 + 70));
  }

  private static void always(Predicate<Life> rule) {
    for (Life life : lives()) {
      assertThat(rule.test(life)).as("%s", life).isTrue();
    }
  }

  private static List<Life> lives() {
    List<Life> lives = new ArrayList<>();
    for (Duration window :
        Stream.concat(WINDOWS.stream(), seconds(28_800, 90_000).stream()).toList()) {
      for (Duration ttl : LIFETIMES) {
        for (Duration delay : DELAYS) {
          lives.add(live(window(window), ttl, delay));
        }
      }
    }
    return lives;
  }

  private static Life live(Window window, Duration ttl, Duration delay) {
    List<CredentialFacts> minted = new ArrayList<>();
    Optional<Instant> at = Optional.of(window.start().plus(delay));
    while (at.isPresent()) {
      CredentialFacts fresh = issue(minted.size() + 1, window, ttl, at.get());
      minted.add(fresh);
      at =
          Rotation.TOKENS
              .due(window, fresh)
              .map(due -> due.plus(delay))
              .filter(due -> Rotation.TOKENS.mintable(window, due));
    }
    return new Life(window, ttl, delay, minted);
  }

  /** Whole seconds are asked for, at least 600, and the expiry is cut to a whole second. */
  private static CredentialFacts issue(int generation, Window window, Duration ttl, Instant now) {
    Duration asked = Duration.between(now, Rotation.TOKENS.notAfter(window, ttl, now));
    long seconds = Math.max(600, asked.toSeconds());
    Instant expires = now.plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    return minted(generation, now, expires);
  }

  private static CredentialFacts minted(int generation, Instant at, Instant until) {
    ObjectRef anchor = new ObjectRef("v1", "Secret", "leasehold-grants", "anchor", "uid");
    return new CredentialFacts(generation, "jti", anchor, at, until);
  }

  private static Window window(Duration duration) {
    return new Window(START, START.plus(duration));
  }

  private static List<Duration> seconds(long... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }

  @Test
  void ofVaultAloneCredentialsAreReplacedUntilTheLastMinutes() {
    Rotation ofVault = Rotation.of(List.of(Offered.DATABASE));
    Window window = window(Duration.ofMinutes(30));
    Instant late = window.end().minus(Duration.ofMinutes(5));
    assertThat(ofVault.mintable(window, late)).isTrue();
    assertThat(ofVault.mintable(window, window.end().minusSeconds(59))).isFalse();
    Duration life = Duration.ofMinutes(1);
    assertThat(ofVault.notAfter(window, life, late)).isEqualTo(late.plus(life));
    assertThat(ofVault.notAfter(window, life, window.end().minusSeconds(110)))
        .isEqualTo(window.end());
    assertThat(Rotation.of(List.of(Offered.DATABASE, Offered.SHOP)).shortest())
        .isEqualTo(Rotation.SHORTEST);
    assertThat(Rotation.of(List.of(Offered.OWN))).isEqualTo(Rotation.TOKENS);
  }
}
