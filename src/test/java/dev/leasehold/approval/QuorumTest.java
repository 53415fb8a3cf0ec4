package dev.leasehold.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Machines;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with trying out every way of seating everybody. */
class QuorumTest {
  private static final String OFFER = "the-offer";
  private static final Instant NOW = Asked.AT.plusSeconds(60);
  private static final Request ORDINARY = Asked.ordinary().request();
  private static final Request CLAIMED = Asked.ordinary().by("rita", "argocd").request();

  private static final List<Set<String>> ROLES =
      List.of(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("a", "b"), Set.of("a", "c", "x"));

  private static final List<List<Place>> PLACES =
      List.of(
          List.of(new Place("a", 1)),
          List.of(new Place("a", 2)),
          List.of(new Place("a", 1), new Place("b", 1)),
          List.of(new Place("a", 1), new Place("a", 1)),
          List.of(new Place("b", 1), new Place("a", 2)),
          List.of(new Place("a", 1), new Place("b", 1), new Place("c", 1)));

  @Test
  void asManyPlacesAreTakenAsPeopleCanTakeTogetherAndNoneTwice() {
    for (List<Place> places : PLACES) {
      ApprovalPolicy policy = Offered.required(places.toArray(Place[]::new));
      for (List<Set<String>> people : crowds()) {
        Count count = count(policy, ORDINARY, approvals(people));
        int needed = places.stream().mapToInt(Place::count).sum();
        int best = Seating.most(places, people);
        assertThat(given(count)).as("%s in %s", people, places).isEqualTo(best);
        assertThat(count.satisfied()).isEqualTo(best == needed);
        assertThat(count.more()).isZero();
        assertShape(places, count);
      }
    }
  }

  @Test
  void theOrderOfApprovalsChangesNothing() {
    for (List<Place> places : PLACES) {
      ApprovalPolicy policy = Offered.required(places.toArray(Place[]::new));
      for (List<Set<String>> people : crowds()) {
        List<Approval> approvals = approvals(people);
        Count count = count(policy, CLAIMED, approvals);
        for (int i = 0; i < approvals.size(); i++) {
          Collections.rotate(approvals, 1);
          assertThat(count(policy, CLAIMED, approvals)).isEqualTo(count);
          assertThat(count(policy, CLAIMED, approvals.reversed())).isEqualTo(count);
        }
      }
    }
  }

  @Test
  void approvingTwiceIsApprovingOnceButRolesAddUp() {
    ApprovalPolicy policy = Offered.required(new Place("a", 1), new Place("b", 1));
    assertThat(
            count(policy, ORDINARY, List.of(by("ann", "a"), by("ann", "b"), by("ann", "a", "b"))))
        .isEqualTo(count(policy, ORDINARY, List.of(by("ann", "a", "b"))));
    List<Approval> both = List.of(by("ann", "a"), by("bob", "a"), by("ann", "b"));
    assertThat(count(policy, ORDINARY, both).satisfied()).isTrue();
  }

  @Test
  void aMachineOrAClaimedNameNeedsTwoPeopleWhoHoldAWantedRole() {
    Request machine =
        Asked.ordinary()
            .by("system:serviceaccount:ci:bot", "system:serviceaccount:ci:bot")
            .request();
    for (Request asked : List.of(CLAIMED, machine)) {
      for (List<Place> places : PLACES) {
        ApprovalPolicy policy = Offered.required(places.toArray(Place[]::new));
        for (List<Set<String>> people : crowds()) {
          Count usual = count(policy, ORDINARY, approvals(people));
          Count count = count(policy, asked, approvals(people));
          long holders = Seating.holders(places, people);
          assertThat(count.satisfied()).isEqualTo(usual.satisfied() && holders >= 2);
          assertThat(count.seats()).isEqualTo(usual.seats());
          int free = places.stream().mapToInt(Place::count).sum() - given(count);
          assertThat(count.more()).isEqualTo((int) Math.max(0, 2 - holders - free));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rita",
        "argocd",
        "system:serviceaccount:payments:nightly-report",
        "system:serviceaccount:other:bot"
      })
  void requesterApplierSubjectAndMachinesNeverCount(String who) {
    ApprovalPolicy policy = Offered.required(new Place("a", 1));
    List<Approval> own = List.of(by(who, "a"));
    assertThat(given(count(policy, CLAIMED, own))).isZero();
    assertThat(Quorum.valid(policy, CLAIMED, OFFER, own, NOW)).isEmpty();
    assertThat(Quorum.lapses(policy, CLAIMED, OFFER, own, NOW)).isEmpty();
    assertThat(count(policy, CLAIMED, List.of(by(who, "a"), by("ann", "a"))).more()).isEqualTo(1);
  }

  private static final Persons PERSONS =
      Persons.of(
          List.of(List.of("rita", "r.hayworth"), List.of("ann", "ann-admin")),
          new Machines(List.of("robot", "ci-*"), List.of()));

  private static Request asked(String requester, String applier, Askers.As as) {
    return Asked.ordinary().by(new Askers(requester, applier, as, PERSONS)).request();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RITA",
        "\uFF52\uFF49\uFF54\uFF41",
        "R.Hayworth",
        "ArgoCD ",
        "System:ServiceAccount:payments:nightly-report",
        "robot",
        "CI-7"
      })
  void noOtherNameOfThemCountsEitherAndThatIsSaid(String who) {
    ApprovalPolicy policy = Offered.required(new Place("a", 1));
    Request asked = asked("rita", "argocd", Askers.As.PERSON);
    List<Approval> own = List.of(by(who, "a"));
    assertThat(given(count(policy, asked, own))).isZero();
    assertThat(Quorum.valid(policy, asked, OFFER, own, NOW)).isEmpty();
    assertThat(Quorum.uncounted(asked, OFFER, own)).singleElement().asString().contains(who);
    assertThat(Quorum.uncounted(asked, "another", own)).isEmpty();
  }

  @Test
  void twoNamesOfOnePersonAreOneApproverAndThatIsSaid() {
    ApprovalPolicy policy = Offered.required(new Place("a", 2));
    Request asked = asked("rita", "rita", Askers.As.PERSON);
    for (String other : List.of("ANN", "ann-admin", "\uFF41nn")) {
      List<Approval> both = List.of(by("ann", "a"), by(other, "a"));
      assertThat(given(count(policy, asked, both))).isEqualTo(1);
      assertThat(Quorum.uncounted(asked, OFFER, both))
          .containsExactly(
              "\"ann\" and \"%s\" are one person; somebody else has to approve".formatted(other));
    }
    List<Approval> two = List.of(by("ann", "a"), by("ann", "a"), by("bob", "a"));
    assertThat(count(policy, asked, two).satisfied()).isTrue();
    assertThat(Quorum.uncounted(asked, OFFER, two)).isEmpty();
  }

  @Test
  void whoMayBeAMachineNeedsTwoPeople() {
    ApprovalPolicy policy = Offered.required(new Place("a", 1));
    List<Approval> one = List.of(by("ann", "a"));
    List<Approval> two = List.of(by("ann", "a"), by("bob", "a"));
    for (Request asked :
        List.of(
            asked("gitops", "gitops", Askers.As.DELEGATE),
            asked("gitops", "gitops", Askers.As.MACHINE),
            asked("robot", "robot", Askers.As.PERSON))) {
      assertThat(count(policy, asked, one).more()).isEqualTo(1);
      assertThat(count(policy, asked, one).satisfied()).isFalse();
      assertThat(count(policy, asked, two).satisfied()).isTrue();
    }
    assertThat(count(policy, asked("gitops", "gitops", Askers.As.PERSON), one).satisfied())
        .isTrue();
  }

  @Test
  void anApprovalOfAnotherOfferNeverCounts() {
    ApprovalPolicy policy = Offered.required(new Place("a", 1));
    for (String other : List.of("", "none", "the-offe", "the-offer2", "THE-OFFER")) {
      Approval elsewhere = new Approval("ann", Set.of("a"), other, NOW, Approval.Method.ANNOTATION);
      assertThat(given(count(policy, ORDINARY, List.of(elsewhere)))).isZero();
    }
  }

  @Test
  void anApprovalLapsesExactlyWhenItsTimeIsOver() {
    ApprovalPolicy policy = Offered.required(new Place("a", 1));
    List<Approval> approvals = List.of(by("ann", "a"));
    Instant over = NOW.plus(policy.validFor());
    for (Instant before : List.of(NOW.minusSeconds(9), NOW, over.minusNanos(1))) {
      assertThat(Quorum.count(policy, ORDINARY, OFFER, approvals, before).satisfied()).isTrue();
      assertThat(Quorum.lapses(policy, ORDINARY, OFFER, approvals, before)).contains(over);
    }
    for (Instant after : List.of(over, over.plusSeconds(1))) {
      assertThat(Quorum.count(policy, ORDINARY, OFFER, approvals, after).satisfied()).isFalse();
      assertThat(Quorum.lapses(policy, ORDINARY, OFFER, approvals, after)).isEmpty();
    }
  }

  @Test
  void theFirstToLapseIsTheOneThatIsTold() {
    ApprovalPolicy policy = Offered.required(new Place("a", 2));
    Approval earlier =
        new Approval("bob", Set.of("a"), OFFER, NOW.minusSeconds(5), Approval.Method.ANNOTATION);
    assertThat(Quorum.lapses(policy, ORDINARY, OFFER, List.of(by("ann", "a"), earlier), NOW))
        .isEqualTo(Optional.of(NOW.minusSeconds(5).plus(policy.validFor())));
  }

  @Test
  void whereNobodyIsAskedTheQuorumIsThere() {
    assertThat(count(Offered.auto(), CLAIMED, List.of()))
        .isEqualTo(new Count(List.of(), 0, true, Optional.empty()));
  }

  private static Count count(ApprovalPolicy policy, Request request, List<Approval> approvals) {
    return Quorum.count(policy, request, OFFER, approvals, NOW);
  }

  private static int given(Count count) {
    return count.seats().stream().mapToInt(Count.Seats::given).sum();
  }

  private static void assertShape(List<Place> places, Count count) {
    for (int i = 0; i < places.size(); i++) {
      Count.Seats seats = count.seats().get(i);
      assertThat(seats.role()).isEqualTo(places.get(i).role());
      assertThat(seats.needed()).isEqualTo(places.get(i).count());
      assertThat(seats.given()).isBetween(0, seats.needed());
    }
  }

  /** Up to four people with each combination of roles. */
  private static List<List<Set<String>>> crowds() {
    List<List<Set<String>>> crowds = new ArrayList<>(List.of(List.of()));
    for (int i = 0; crowds.get(i).size() < 4; i++) {
      for (Set<String> roles : ROLES) {
        List<Set<String>> crowd = new ArrayList<>(crowds.get(i));
        crowd.add(roles);
        crowds.add(crowd);
      }
    }
    return crowds;
  }

  private static List<Approval> approvals(List<Set<String>> people) {
    List<Approval> approvals = new ArrayList<>();
    for (Set<String> roles : people) {
      approvals.add(by("person" + approvals.size(), roles.toArray(String[]::new)));
    }
    return approvals;
  }

  private static Approval by(String who, String... roles) {
    return new Approval(who, Set.of(roles), OFFER, NOW, Approval.Method.ANNOTATION);
  }
}
