package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.controller.RateLimiter.Wait;
import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.Rate;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who floods waits in line, and nobody else does. */
class RateLimiterTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final String FLUX = "system:serviceaccount:flux-system:flux";

  private final RateLimiter limiter = new RateLimiter(new Limits(new Rate(60, 4), new Rate(30, 2)));

  private Optional<Duration> waits(String uid, String namespace, Askers askers) {
    return waits(request(uid, namespace, askers, false), NOW);
  }

  private Optional<Duration> waits(Request request, Instant now) {
    return limiter.waits(request, now).map(Wait::until).map(at -> Duration.between(now, at));
  }

  private static Request request(String uid, String namespace, Askers askers, boolean emergency) {
    Asked asked = emergency ? Asked.ordinary().inEmergency() : Asked.ordinary();
    return asked.by(askers).request(new RequestRef(namespace, "report", uid));
  }

  private static Askers person(String name) {
    return Askers.of(name, name);
  }

  private static Optional<Duration> in(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  @Test
  void onePersonIsCountedInAllNamespaces() {
    assertThat(waits("1", "a", person("rita"))).isEmpty();
    assertThat(waits("2", "b", person("Rita"))).isEmpty();
    assertThat(waits("3", "c", person("rita"))).isEqualTo(in(2));
    assertThat(waits("4", "a", person("rita"))).isEqualTo(in(4));
    assertThat(waits("5", "a", person("rolf"))).as("somebody else").isEmpty();
  }

  @Test
  void whatMayAskForOthersIsCountedInEachNamespaceByItselfWhateverNamesItClaims() {
    assertThat(waits("1", "a", Askers.of("rita", FLUX))).isEmpty();
    assertThat(waits("2", "a", Askers.of("invented", FLUX))).isEmpty();
    assertThat(waits("3", "a", Askers.of("invented-too", FLUX))).isEqualTo(in(2));
    assertThat(waits("4", "b", Askers.of("rita", FLUX))).as("another team").isEmpty();
    assertThat(waits("5", "a", person("rita"))).as("who was named").isEmpty();
  }

  @Test
  void whoWaitsBecauseOfThemselvesTakesNothingFromTheirNamespace() {
    for (int i = 0; i < 100; i++) {
      waits("flood-" + i, "a", person("rita"));
    }
    assertThat(waits("1", "a", person("rolf"))).isEmpty();
    assertThat(waits("2", "a", person("rolf"))).isEmpty();
    assertThat(waits("3", "a", person("rosa"))).as("the namespace's fifth").isEqualTo(in(1));
    assertThat(limiter.waits(request("3", "a", person("rosa"), false), NOW).orElseThrow().reason())
        .satisfies(
            reason -> {
              assertThat(reason.code()).hasToString("RateLimited");
              assertThat(reason.message())
                  .isEqualTo(
                      "the limit of 60 new requests a minute in namespace a is reached; this one is"
                          + " decided after 2026-12-01T08:00:01Z");
            });
  }

  @Test
  void whoWaitsKeepsTheirPlaceAndPaysOnce() {
    waits("1", "a", person("rita"));
    waits("2", "a", person("rita"));
    assertThat(waits("3", "a", person("rita"))).isEqualTo(in(2));
    assertThat(waits("3", "a", person("rita"))).as("looked at again").isEqualTo(in(2));
    assertThat(waits("4", "a", person("rita"))).isEqualTo(in(4));
    Request third = request("3", "a", person("rita"), false);
    assertThat(waits(third, NOW.plusSeconds(2))).isEmpty();
    assertThat(waits(third, NOW.plusSeconds(2))).as("tried once more").isEmpty();
    assertThat(waits(request("4", "a", person("rita"), false), NOW.plusSeconds(2)))
        .isEqualTo(in(2));
  }

  @Test
  void anEmergencyWaitsForNothingButEmergenciesByTheSameHand() {
    for (int i = 0; i < 100; i++) {
      waits("flood-" + i, "a", person("p" + i % 10));
    }
    assertThat(waits(request("1", "a", person("p1"), true), NOW)).isEmpty();
    assertThat(waits(request("2", "a", person("p1"), true), NOW)).isEmpty();
    assertThat(waits(request("3", "a", person("p1"), true), NOW)).isEqualTo(in(2));
    assertThat(waits(request("4", "a", person("p2"), true), NOW)).isEmpty();
  }

  @Test
  void howMuchIsRememberedIsBoundedAndWhoIsNotComesAgainInTime() {
    for (int i = 0; i < 20_000; i++) {
      waits("flood-" + i, "a", person("rita"));
    }
    Wait last = limiter.waits(request("last", "a", person("rita"), false), NOW).orElseThrow();
    assertThat(last.reason().message()).endsWith("this one is decided when its turn comes");
    assertThat(last.until()).isBefore(NOW.plusSeconds(2 * 16_400));
    assertThat(limiter.waits(request("last", "a", person("rita"), false), NOW)).contains(last);
    assertThat(waits("1", "b", person("rolf"))).as("somebody else").isEmpty();
    assertThat(waits("2", "b", person("rolf"))).isEmpty();
    assertThat(waits("3", "b", person("rolf"))).isEqualTo(in(2));
    limiter.forget("flood-10");
    assertThat(limiter.waits(request("last", "a", person("rita"), false), NOW).orElseThrow())
        .satisfies(wait -> assertThat(wait.reason().message()).contains("decided after"));
  }

  @Test
  void bucketsOfManyAreBoundedToo() {
    for (int i = 0; i < 10_000; i++) {
      waits("one-" + i, "n" + i, person("p" + i));
    }
    assertThat(limiter.buckets()).isLessThanOrEqualTo(4096);
  }
}
