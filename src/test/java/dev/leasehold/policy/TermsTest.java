package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Where each term of a catalog begins to refuse. */
class TermsTest {
  private static final Instant NOW = Asked.AT.plusSeconds(5);

  private static final TestFacts ORDINARY =
      TestFacts.of(
          Asked.ordinary(),
          Offered.ordinary().capped(OptionalInt.of(2), OptionalInt.of(3)).entitlement());

  @Test
  void nobodyMayAskWhereTheCatalogDoesNotSayWho() {
    TestFacts facts =
        TestFacts.of(Asked.ordinary(), Offered.ordinary().fromNowhere().entitlement());
    assertThat(reason(review(facts)).code()).hasToString("NamespaceNotPermitted");
    NamespaceSelector all = new NamespaceSelector(Map.of(), List.of());
    facts = TestFacts.of(Asked.ordinary(), Offered.ordinary().from(all).entitlement());
    assertThat(review(facts.namespace(Map.of(), false))).isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void durationsAreAllowedFromAnInstantToExactlyTheMaximum() {
    for (Duration fits : List.of(Duration.ofNanos(1), Duration.ofHours(8))) {
      assertThat(review(ORDINARY.asked(Asked.ordinary().lasting(fits))))
          .isInstanceOf(Verdict.Permitted.class);
    }
    for (Duration none : List.of(Duration.ZERO, Duration.ofHours(-1))) {
      assertThat(reason(review(ORDINARY.asked(Asked.ordinary().lasting(none)))).code())
          .hasToString("DurationTooShort");
    }
    Duration over = Duration.ofHours(8).plusNanos(1);
    assertThat(reason(review(ORDINARY.asked(Asked.ordinary().lasting(over)))).code())
        .hasToString("DurationTooLong");
  }

  @Test
  void aStartMayBeAsFarAheadAsAnApprovalOfTheLastMomentIsValid() {
    Instant farthest = Asked.AT.plus(Offered.DECIDE_WITHIN).plus(Offered.VALID_FOR);
    for (Instant start : List.of(Asked.AT.minusSeconds(9999), NOW, farthest)) {
      assertThat(review(ORDINARY.asked(Asked.ordinary().startingAt(start))))
          .isInstanceOf(Verdict.Permitted.class);
    }
  }

  @Test
  void justificationsAreMeasuredInCharactersWithoutTheSpaceAround() {
    assertJustified("0123456789", true);
    assertJustified("  012345678  ", false);
    assertJustified("😀😀😀😀😀😀😀😀😀😀", true);
    assertJustified("😀😀😀😀😀😀😀😀😀", false);
  }

  private static void assertJustified(String text, boolean enough) {
    Verdict verdict = review(ORDINARY.asked(Asked.ordinary().because(text)));
    assertThat(verdict instanceof Verdict.Permitted).isEqualTo(enough);
  }

  @Test
  void withoutATicketPatternNoTicketIsNeeded() {
    TestFacts facts =
        TestFacts.of(
            Asked.ordinary().withTicket("").because(""),
            Offered.ordinary().explainedBy(0, "").entitlement());
    assertThat(review(facts)).isInstanceOf(Verdict.Permitted.class);
  }

  @Test
  void aBadTicketPatternIsItsOwnersTroubleAndNotTheRequesters() {
    TestFacts facts =
        TestFacts.of(Asked.ordinary(), Offered.ordinary().explainedBy(0, "(").entitlement());
    assertThat(review(facts))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            v -> {
              assertThat(v.reason().code()).hasToString("TicketPatternUnusable");
              assertThat(v.reason().message()).contains("missing closing )").contains("owner");
            });
  }

  @Test
  void capsAreReachedWhenAsManyAreThereAlready() {
    for (int subject = 0; subject <= 3; subject++) {
      for (int namespace = subject; namespace <= 4; namespace++) {
        Verdict verdict = review(ORDINARY.used(subject, namespace));
        boolean free = subject < 2 && namespace < 3;
        assertThat(verdict instanceof Verdict.Permitted).isEqualTo(free);
        if (!free) {
          assertThat(reason(verdict).message())
              .startsWith(subject >= 2 ? "nightly-report already" : "namespace payments already");
        }
      }
    }
  }

  @Test
  void requestersAreCappedWhereverTheyAsk() {
    TestFacts two =
        TestFacts.of(Asked.ordinary(), Offered.ordinary().cappedPerRequester(2).entitlement());
    Rivals here = Rivals.earlier(1).by("rita");
    Rivals there = Rivals.earlier(2).by("rita").in("stock");
    Rivals another = Rivals.earlier(3);
    Rivals later = Rivals.earlier(4).by("rita").at(Asked.AT.plusSeconds(1)).come(Rivals.UNJUDGED);
    Rivals forElse = Rivals.earlier(5).by("rita").asking("orders-viewer");
    assertThat(review(two.among(among(here, another, later, forElse))))
        .isInstanceOf(Verdict.Permitted.class);
    assertThat(reason(review(two.among(among(here, there)))).message())
        .startsWith("requester rita already has as many");
  }

  private static Company among(Rivals... rivals) {
    return Rivals.company(Rivals.UNJUDGED, rivals);
  }

  @Test
  void whetherASecretIsFreeMustBeKnown() {
    assertThat(review(ORDINARY.secret(Facts.SecretPlace.UNKNOWN)))
        .isInstanceOfSatisfying(
            Verdict.Undecided.class,
            v -> assertThat(v.reason().code()).hasToString("SecretUnknown"));
  }

  @Test
  void onlyTheTargetsAskedForAreOffered() {
    assertThat(offered()).containsExactly("shop", "own");
    assertThat(offered("own")).containsExactly("own");
    assertThat(offered("own", "shop")).containsExactly("shop", "own");
  }

  private static List<String> offered(String... asked) {
    Verdict verdict = review(ORDINARY.asked(Asked.ordinary().forTargets(asked)));
    return ((Verdict.Permitted) verdict)
        .entitlement().targets().stream().map(t -> t.name()).toList();
  }

  private static Verdict review(TestFacts facts) {
    return Admission.review(facts.facts(), TestRulebook.unasked());
  }

  private static Reason reason(Verdict verdict) {
    return AdmissionTest.reason(verdict);
  }
}
