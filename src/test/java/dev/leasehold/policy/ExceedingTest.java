package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Facts.Offering;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every way to be above a ceiling, for whoever asks and for whoever was given anything. */
class ExceedingTest {
  private static final Entitlement OFFERED = Offered.ordinary().entitlement();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<List<Target>> PINNED =
      List.of(
          List.of(Offered.SHOP),
          List.of(Offered.OWN),
          List.of(Offered.SHOP, Offered.OWN),
          List.of(Offered.bindingOf("gone")));

  /** A ceiling, and what of a grant is above it. */
  private record Limit(Ceiling ceiling, boolean longer, Set<String> roles, boolean anything) {
    boolean over(Duration asked, List<Target> pinned) {
      return anything
          || (longer && asked.compareTo(HOUR) > 0)
          || (!roles.isEmpty()
              && pinned.stream()
                  .flatMap(target -> target.bindings().stream())
                  .anyMatch(binding -> !roles.contains(binding.role().name())));
    }
  }

  private static final List<Limit> LIMITS =
      List.of(
          new Limit(ceiling(Optional.of(HOUR), false, Set.of(), 0), true, Set.of(), false),
          new Limit(ceiling(Optional.empty(), true, Set.of(), 0), false, Set.of(), true),
          new Limit(
              ceiling(Optional.empty(), false, Set.of("orders-reader"), 0),
              false,
              Set.of("orders-reader"),
              false),
          new Limit(
              ceiling(Optional.empty(), false, Set.of("view"), 0), false, Set.of("view"), false),
          new Limit(ceiling(Optional.empty(), false, Set.of(), 9), false, Set.of(), false));

  @Test
  void whoAsksWaitsAndWhoHasItLosesExactlyWhatIsAboveAndNothingIsRenewed() {
    for (Limit limit : LIMITS) {
      Ceilings ceilings = new Ceilings(List.of(limit.ceiling()), List.of());
      Reason reason =
          new Reason(ReasonCode.CEILING_EXCEEDED, ceilings.exceededBy(OFFERED).orElseThrow());
      Offering exceeding = new Offering.Exceeding(OFFERED, ceilings, reason);
      for (Duration asked : List.of(HOUR, HOUR.plusNanos(1), Duration.ofHours(8))) {
        TestFacts facts =
            TestFacts.of(Asked.ordinary().lasting(asked), OFFERED).offering(exceeding);
        assertThat(review(facts)).isInstanceOf(Verdict.Undecided.class);
        for (List<Target> pinned : PINNED) {
          Verdict verdict = review(facts.alreadyGranted(pinned));
          if (limit.over(asked, pinned)) {
            assertThat(((Verdict.Refused) verdict).reason().code())
                .isEqualTo(ReasonCode.CEILING_EXCEEDED);
          } else {
            assertThat(((Verdict.Permitted) verdict).notRenewed()).contains(reason);
          }
        }
      }
    }
  }

  /** Whoever owns the catalog could else make a draft of what a ceiling is about to end. */
  @Test
  void whatIsNotOnOfferAtTheMomentIsNoWayRoundACeiling() {
    Reason draft = new Reason(ReasonCode.ENTITLEMENT_DRAFT, "a draft");
    TestFacts facts =
        TestFacts.of(Asked.ordinary(), OFFERED)
            .offering(new Offering.NotYet(draft))
            .above("maxDuration is above the ceiling, which is 1h");
    assertThat(((Verdict.Refused) review(facts.alreadyGranted(PINNED.getFirst()))).reason())
        .isEqualTo(
            new Reason(
                ReasonCode.CEILING_EXCEEDED,
                "what was granted: maxDuration is above the ceiling, which is 1h"));
    assertThat(((Verdict.Undecided) review(facts)).reason()).isEqualTo(draft);
  }

  @Test
  void ofWhatComesFromVaultOnlyThatCountsWhichWasAskedFor() {
    Ceiling.Use allowed = new Ceiling.Use("shop", "default", "r", Optional.of("kv/orders"));
    Ceiling.Use other = new Ceiling.Use("own", "other", "r", Optional.of("kv/orders"));
    Ceiling opens = Ceiled.over(Map.of("domain", "payments")).opening("default").ceiling();
    assertThat(opens.over(Map.of("domain", "payments"))).isTrue();
    assertThat(opens.over(Map.of())).isFalse();
    Ceilings ceilings = new Ceilings(List.of(opens), List.of(allowed, other));
    assertThat(ceilings.exceededBy(Asked.ordinary().request(), OFFERED)).isPresent();
    assertThat(ceilings.exceededBy(Asked.ordinary().forTargets("own").request(), OFFERED))
        .isPresent();
    assertThat(ceilings.exceededBy(Asked.ordinary().forTargets("shop").request(), OFFERED))
        .isEmpty();
  }

  @Test
  void whatIsAboveIsSaidWithWhatWouldNotBe() {
    assertThat(new Ceilings(List.of(LIMITS.get(1).ceiling()), List.of()).exceededBy(OFFERED))
        .contains("sensitivity is above the ceiling, which is LOW");
  }

  private static Verdict review(TestFacts facts) {
    return Admission.review(facts.facts(), TestRulebook.unasked());
  }

  private static Ceiling ceiling(
      Optional<Duration> longest, boolean low, Set<String> roles, int approvals) {
    Ceiled ceiled = Ceiled.all();
    ceiled = longest.map(ceiled::lasting).orElse(ceiled);
    ceiled = low ? ceiled.rated(Sensitivity.LOW) : ceiled;
    ceiled = roles.isEmpty() ? ceiled : ceiled.giving(roles, Set.of());
    return (approvals == 0 ? ceiled : ceiled.asking(approvals)).ceiling();
  }
}
