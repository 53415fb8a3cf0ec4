package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom each cap counts: every other request there can be, under every cap there can be. */
class CapsTest {
  private static final Instant EARLIER = Asked.AT.minusSeconds(60);
  private static final OptionalInt NONE = OptionalInt.empty();
  private static final List<Entitlement> CAPPED =
      List.of(
          Offered.ordinary().capped(OptionalInt.of(1), NONE).entitlement(),
          Offered.ordinary().capped(NONE, OptionalInt.of(1)).entitlement(),
          Offered.ordinary().cappedPerRequester(1).entitlement());

  @Test
  void oneIsCountedExactlyWhereItIsOfTheSameSubjectOrNamespaceOrRequester() {
    for (Rivals other : others()) {
      Rival rival = other.rival();
      boolean same = rival.entitlement().name().equals("orders-reader");
      List<Boolean> counted =
          List.of(
              rival.subject().equals(Asked.ordinary().request().subject()),
              rival.request().namespace().equals("payments"),
              rival.askers().requester().equals("rita"));
      for (int cap = 0; cap < CAPPED.size(); cap++) {
        Verdict verdict = review(CAPPED.get(cap), List.of(other));
        if (verdict instanceof Verdict.Refused != (same && counted.get(cap))) {
          throw new AssertionError(other + " under cap " + cap + ": " + verdict);
        }
      }
    }
  }

  @Test
  void aClaimTakesUpNobodysCapButThatOfItsApplierForThatName() {
    Entitlement one = CAPPED.getLast();
    Rivals far = Rivals.earlier(1).in("stock");
    Askers claim = Askers.of("rita", "gitops");
    assertThat(review(one, List.of(far.by(claim)))).isInstanceOf(Verdict.Permitted.class);
    assertThat(review(one, List.of(far.by("Rita")))).isInstanceOf(Verdict.Refused.class);
    Asked claimed = Asked.ordinary().by(claim);
    assertThat(review(claimed, one, List.of(far.by("rita")))).isInstanceOf(Verdict.Permitted.class);
    assertThat(review(claimed, one, List.of(far.by(Askers.of("rob", "gitops")))))
        .isInstanceOf(Verdict.Permitted.class);
    assertThat(review(claimed, one, List.of(far.by(Askers.of("RITA", "gitops")))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aCapIsReachedByAsManyAsItSaysAndNotByOneLess() {
    for (int cap = 1; cap < 5; cap++) {
      Entitlement entitlement = Offered.ordinary().capped(NONE, OptionalInt.of(cap)).entitlement();
      for (int others = 0; others < 7; others++) {
        List<Rivals> rivals = new ArrayList<>();
        for (int i = 0; i < others; i++) {
          rivals.add(Rivals.earlier(i));
        }
        assertThat(review(entitlement, rivals) instanceof Verdict.Refused).isEqualTo(others >= cap);
      }
    }
  }

  @Test
  void oneIsRefusedOnlyForThoseWhoWereOfferedItAndWaitsForWhatBecomesOfTheOthers() {
    for (int cap = 1; cap < 4; cap++) {
      Entitlement entitlement = Offered.ordinary().capped(OptionalInt.of(cap), NONE).entitlement();
      for (int offered = 0; offered < 5; offered++) {
        for (int undecided = 0; undecided < 5; undecided++) {
          Verdict verdict = review(entitlement, mixed(offered, undecided));
          String expected =
              offered >= cap
                  ? "CapReached"
                  : offered + undecided >= cap ? ReasonCode.EARLIER_REQUEST_UNDECIDED.text() : "";
          assertThat(code(verdict)).isEqualTo(expected);
          assertThat(verdict instanceof Verdict.Refused).isEqualTo(offered >= cap);
        }
      }
    }
  }

  private static List<Rivals> mixed(int offered, int undecided) {
    List<Rivals> rivals = new ArrayList<>();
    for (int i = 0; i < offered; i++) {
      rivals.add(Rivals.earlier(i));
    }
    for (int i = 0; i < undecided; i++) {
      Progress come = i % 2 == 0 ? Rivals.UNJUDGED : new Progress.Waiting(EARLIER);
      rivals.add(Rivals.earlier(offered + i).come(come));
    }
    return rivals;
  }

  private static String code(Verdict verdict) {
    return verdict instanceof Verdict.Permitted ? "" : AdmissionTest.reason(verdict).code().text();
  }

  private static Verdict review(Entitlement entitlement, List<Rivals> others) {
    return review(Asked.ordinary(), entitlement, others);
  }

  private static Verdict review(Asked asked, Entitlement entitlement, List<Rivals> others) {
    Company company =
        new Company(
            Rivals.UNJUDGED,
            Asked.AT,
            Set.of(),
            others.stream().map(Rivals::rival).toList(),
            List.of());
    return Admission.review(
        TestFacts.of(asked, entitlement).among(company).facts(), TestRulebook.unasked());
  }

  private static List<Rivals> others() {
    List<Rivals> others = new ArrayList<>();
    for (String entitlement : List.of("orders-reader", "orders-writer")) {
      for (String namespace : List.of("payments", "stock")) {
        for (String account : List.of("nightly-report", "another")) {
          for (String requester : List.of("rita", "rob", "")) {
            Rivals rival =
                Rivals.earlier(1).asking(entitlement).in(namespace).of(account).by(requester);
            others.add(rival);
            others.add(rival.live(EARLIER));
          }
        }
      }
    }
    return others;
  }
}
