package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Extent.Limited;
import dev.leasehold.model.Limit;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Request;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When there is a new offer for a role that others can change. */
class SteadyingTest {
  private static final Instant NOW = Asked.AT;
  private static final String GUARD = "the-guard";
  private static final Optional<String> VIEW = Optional.of("aggregate-to-view=true");

  private final Steadying steadying = new Steadying();

  @Test
  void aRoleThatComesBackMakesNoOffer() {
    for (int second = 0; second < 300; second += 10) {
      Instant now = NOW.plusSeconds(second);
      assertThat(steadying.until(outdated(), publish("pods", VIEW), now)).isPresent();
      assertThat(steadying.until(outdated(), publish("pods", VIEW), now.plusSeconds(9)))
          .contains(now.plus(Steadying.CALM));
      assertThat(steadying.until(outdated(), new RequestStep.Rest(), now.plusSeconds(9))).isEmpty();
    }
  }

  @Test
  void oneThatStaysChangedIsOfferedSoon() {
    assertThat(steadying.until(outdated(), publish("pods", VIEW), NOW)).isPresent();
    Instant calm = NOW.plus(Steadying.CALM);
    assertThat(steadying.until(outdated(), publish("pods", VIEW), calm)).isEmpty();
    assertThat(steadying.until(outdated(), publish("pods", VIEW), calm)).isPresent();
  }

  /** Whoever changes it again and again keeps nobody from an offer for ever. */
  @Test
  void oneThatNeverRestsIsOfferedInTheEnd() {
    Instant end = NOW.plus(Steadying.MOST);
    for (int second = 0; NOW.plusSeconds(second).isBefore(end); second++) {
      assertThat(steadying.until(outdated(), publish("r" + second, VIEW), NOW.plusSeconds(second)))
          .hasValueSatisfying(until -> assertThat(until).isBeforeOrEqualTo(end));
    }
    assertThat(steadying.until(outdated(), publish("other", VIEW), end)).isEmpty();
  }

  @Test
  void nothingElseWaits() {
    assertThat(steadying.until(outdated(), publish("pods", Optional.empty()), NOW)).isEmpty();
    assertThat(steadying.until(seen(asked(), true, "older"), publish("pods", VIEW), NOW)).isEmpty();
    assertThat(steadying.until(seen(asked(), false, GUARD), publish("pods", VIEW), NOW)).isEmpty();
  }

  @Test
  void whoLimitsARequestDoesNotWaitForTheOffer() {
    Limited limited =
        new Limited(
            new Limit(Optional.of(Duration.ofMinutes(5)), List.of()), "olga", NOW, "enough");
    assertThat(
            steadying.until(
                seen(asked().under(Optional.of(limited)), true, GUARD), publish("pods", VIEW), NOW))
        .isEmpty();
    Instant later = NOW.plus(Steadying.CALM);
    assertThat(
            steadying.until(
                seen(asked().under(Optional.of(limited)), true, GUARD),
                publish("pods", VIEW),
                later))
        .isPresent();
  }

  private static RequestObservation outdated() {
    return seen(asked(), true, GUARD);
  }

  private static Request asked() {
    return Asked.ordinary().request();
  }

  private static RequestObservation seen(Request request, boolean outdated, String guard) {
    return new RequestObservation(
        request,
        new Verdict.Permitted(entitled("secrets", VIEW), "subject-uid", List.of()),
        Optional.of(new Offer("d".repeat(64), guard, NOW.plusSeconds(3600), 0)),
        outdated,
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        false,
        false,
        new Guard.Live(GUARD),
        Optional.empty(),
        Signatures.NONE);
  }

  private static RequestStep publish(String resource, Optional<String> gathered) {
    Entitlement entitlement = entitled(resource, gathered);
    return new RequestStep.Publish(
        entitlement,
        "subject-uid",
        GUARD,
        NOW.plusSeconds(3600),
        new Verdict.Permitted(entitlement, "subject-uid", List.of()),
        Optional.empty(),
        Optional.empty());
  }

  private static Entitlement entitled(String resource, Optional<String> gathered) {
    Rule rule = new Rule(List.of("get"), List.of(""), List.of(resource), List.of(), List.of());
    Binding binding =
        new Binding(
            new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "view"),
            Optional.empty(),
            "shop",
            Optional.empty(),
            List.of(rule),
            gathered);
    return Offered.ordinary()
        .handingOut(new Target.RoleBinding("own", List.of(binding)))
        .entitlement();
  }
}
