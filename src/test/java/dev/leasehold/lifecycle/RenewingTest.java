package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a window is prolonged, by how much, and what stands in the way. */
class RenewingTest {
  private static final String NEXT = "f".repeat(64);
  private static final Duration HOURS = Duration.ofHours(4);
  private static final Instant START = Asked.AT;
  private static final Instant END = START.plus(HOURS);
  private static final Instant OPENS = END.minus(Duration.ofHours(1));
  private static final Duration MAX_TOTAL = Duration.ofHours(10);
  private static final List<Target> PINNED = List.of(Offered.SHOP, Offered.OWN);
  private static final List<Instant> TIMES =
      List.of(START, OPENS.minusNanos(1), OPENS, END.minusNanos(1));

  private static final List<Optional<Offer>> OFFERS =
      List.of(
          Optional.empty(),
          Optional.of(new Offer(Situation.DIGEST, "the-guard", OPENS, 0)),
          Optional.of(new Offer(NEXT, "the-guard", END, 1)),
          Optional.of(new Offer(NEXT, "another", END, 1)),
          Optional.of(new Offer(NEXT, "the-guard", END, 2)));

  private static final List<List<Stamp>> STAMPS =
      List.of(
          List.of(),
          List.of(approves("ann", NEXT)),
          List.of(approves("ann", Situation.DIGEST)),
          List.of(approves("rita", NEXT)));

  /** What must be so about a live request, a time and the step that they lead to. */
  @FunctionalInterface
  private interface Invariant {
    boolean holds(Situation s, Instant now, RequestStep step);
  }

  @Test
  void theEndMovesExactlyWithAFreshQuorumForTheOfferThatIsOpenUnderTheGuardThatIsLive() {
    always(
        (s, now, step) ->
            (step instanceof RequestStep.Renew)
                == (!now.isBefore(OPENS)
                    && open(s)
                    && s.offer().orElseThrow().guard().equals("the-guard")
                    && s.guard().equals(Situation.LIVE)
                    && (auto(s) || s.stamps().contains(approves("ann", NEXT)))));
  }

  @Test
  void aRenewalIsOfferedOnceAndAnewWhateverItsGuardOrTermsWere() {
    always(
        (s, now, step) ->
            (step instanceof RequestStep.OfferRenewal)
                == (!now.isBefore(OPENS)
                    && s.guard() instanceof Guard.Live(String fingerprint, var _)
                    && (!open(s) || !s.offer().orElseThrow().guard().equals(fingerprint))));
  }

  @Test
  void whatIsOfferedIsExactlyWhatIsPinnedByTheDurationThatWasAskedFor() {
    always(
        (s, now, step) ->
            switch (step) {
              case RequestStep.OfferRenewal offer ->
                  offer.number() == 1
                      && offer.entitlement().targets().equals(PINNED)
                      && offer.prolonged().equals(new Window(END, END.plus(HOURS)));
              case RequestStep.Renew renew ->
                  renew.number() == 1
                      && renew.end().equals(END.plus(HOURS))
                      && renew.approvals().stream().allMatch(a -> a.offer().equals(NEXT));
              case RequestStep.Follow follow -> follow.ending().isEmpty();
              default -> false;
            });
  }

  @Test
  void whoeverWaitsIsWokenWhenTheRenewalOpensAndWhenItsTimeIsOver() {
    always(
        (s, now, step) ->
            !(step instanceof RequestStep.Follow follow)
                || (now.isBefore(OPENS)
                    ? follow.wakeAt().equals(Optional.of(OPENS))
                    : !(follow.renewal() instanceof Outlook.Open)
                        || follow.wakeAt().equals(Optional.of(END))));
  }

  @Test
  void approvalsOfAnOpenRenewalAreShownAndLapseLikeOthers() {
    Approval stale = new Approval("ann", Set.of("owner"), NEXT, START, Approval.Method.ANNOTATION);
    Stamp its = Situation.stamp(Stamp.Act.APPROVAL, 1, Asked.UID, NEXT, "ann");
    Situation s =
        live(Offered.required(new ApprovalPolicy.Place("owner", 1)))
            .offer(OFFERS.get(2))
            .stamps(List.of(its))
            .approvals(List.of(stale));
    assertThat(s.next(END.minusSeconds(1))).isInstanceOf(RequestStep.Renew.class);
    Situation slow =
        live(new ApprovalPolicy(
                ApprovalPolicy.Mode.REQUIRED,
                List.of(new ApprovalPolicy.Place("owner", 1)),
                HOURS,
                Duration.ofHours(1),
                false))
            .offer(OFFERS.get(2))
            .stamps(List.of(its))
            .approvals(List.of(stale));
    RequestStep.Follow step = (RequestStep.Follow) slow.next(END.minusSeconds(1));
    assertThat(((Outlook.Open) step.renewal()).count().satisfied()).isFalse();
  }

  @Test
  void whatAsksNobodyIsNotRenewedForWhoHoldsTheRightByWildcard() {
    Situation auto = live(Offered.auto()).offer(OFFERS.get(2));
    assertThat(auto.next(END.minusSeconds(1))).isInstanceOf(RequestStep.Renew.class);
    Asked byWilma = Asked.ordinary().by("rita", Asked.WILMA);
    assertBarred(auto.asked(byWilma), HOURS, "RequestedByWildcard");
  }

  /** The schema does not let its end be put back. */
  @Test
  void aRecordThatSomebodyElseChangedIsNotRenewed() {
    Situation auto = live(Offered.auto()).offer(OFFERS.get(2));
    RecordView view = auto.record().orElseThrow();
    RecordView altered =
        new RecordView(
            view.standing(),
            view.cause(),
            view.granted(),
            view.owesReview(),
            view.accepted(),
            view.window(),
            view.approvals(),
            true);
    assertBarred(auto.record(Optional.of(altered)), HOURS, "RecordAltered");
  }

  @Test
  void theLastRenewalIsCutAtTheLongestLifeAndThenThereIsNone() {
    Instant end = START.plus(Duration.ofHours(8));
    Situation second = renewed(end, PINNED, 2);
    RequestStep.OfferRenewal offer = (RequestStep.OfferRenewal) second.next(end.minusSeconds(1));
    assertThat(offer.number()).isEqualTo(2);
    assertThat(offer.prolonged().end()).isEqualTo(START.plus(MAX_TOTAL));
    assertBarred(renewed(START.plus(MAX_TOTAL), PINNED, 3), MAX_TOTAL, "RenewalExhausted");
  }

  @Test
  void whatDiffersFromWhatIsPinnedOrFindsNoRoomIsNotRenewed() {
    Target faster =
        new Target.ServiceAccountToken(
            "shop", Offered.SHOP.bindings(), Duration.ofMinutes(30), List.of());
    assertBarred(renewed(END, List.of(Offered.SHOP), 1), HOURS, "RenewalDiffers");
    assertBarred(renewed(END, List.of(faster, Offered.OWN), 1), HOURS, "RenewalDiffers");
    assertBarred(renewed(END, PINNED, 49), HOURS, "RecordFull");
  }

  @Test
  void aRenewalForWhoseApprovalsThereIsNoPlaceIsNotOffered() {
    List<Stamp> seven = Collections.nCopies(7, approves("ann", Situation.DIGEST));
    List<Stamp> eight = Collections.nCopies(8, approves("ann", Situation.DIGEST));
    Situation s = renewed(END, PINNED, 1);
    assertThat(s.stamps(seven).next(END.minusNanos(1)))
        .isInstanceOf(RequestStep.OfferRenewal.class);
    assertBarred(s.stamps(eight), HOURS, "NoPlaceForApprovals");
    Asked claimed = Asked.ordinary().by("rita", "gitops");
    assertBarred(s.asked(claimed).stamps(seven), HOURS, "NoPlaceForApprovals");
    assertThat(live(Offered.auto()).stamps(eight).next(END.minusNanos(1)))
        .isInstanceOf(RequestStep.OfferRenewal.class);
  }

  @Test
  void aTokenThatCouldNotBeReplacedInTheProlongedWindowIsNotRenewed() {
    Duration almost = MAX_TOTAL.minus(Duration.ofMinutes(10));
    assertBarred(renewed(START.plus(almost), PINNED, 1), almost, "RenewalTooShort");
    Duration enough = MAX_TOTAL.minus(Duration.ofMinutes(11));
    Instant end = START.plus(enough);
    assertThat(renewed(end, PINNED, 1).next(end.minusNanos(1)))
        .isInstanceOf(RequestStep.OfferRenewal.class);
  }

  @Test
  void emergenciesAndWhatHasNoRuleEnd() {
    Situation emergency =
        live(Offered.auto()).asked(Asked.ordinary().inEmergency()).offer(Optional.empty());
    Verdict.Permitted plain =
        new Verdict.Permitted(Offered.ordinary().entitlement(), "subject-uid", List.of());
    for (Situation s : List.of(emergency, live(Offered.auto()).verdict(plain))) {
      RequestStep.Follow step = (RequestStep.Follow) s.next(END.minusNanos(1));
      assertThat(step.renewal()).isInstanceOf(Outlook.Quiet.class);
      assertThat(step.wakeAt()).isEmpty();
    }
  }

  @Test
  void whatWouldNotBeOfferedAnewIsNotRenewedAndItIsSaidWhy() {
    Verdict.Permitted verdict =
        new Verdict.Permitted(
            offered(Offered.auto()),
            "subject-uid",
            List.of(),
            false,
            Optional.of(new Reason(ReasonCode.CEILING_EXCEEDED, "too much")));
    for (Optional<Offer> offer : OFFERS) {
      Situation s = live(Offered.auto()).verdict(verdict).offer(offer);
      assertBarred(s, HOURS, "CeilingExceeded");
      assertThat(s.next(OPENS.minusNanos(1))).isInstanceOf(RequestStep.Follow.class);
    }
  }

  @Test
  void windowsThatAreTooShortToBeRenewedWithoutPeopleAreToldSoAtTheFirstLook() {
    Asked hasty = Asked.ordinary().lasting(Renewing.LEAST.minusNanos(1));
    for (Optional<Offer> offer : OFFERS) {
      for (Instant now : TIMES) {
        RequestStep.Follow step =
            (RequestStep.Follow) live(Offered.auto()).asked(hasty).offer(offer).next(now);
        assertThat(step.renewal()).isInstanceOf(Outlook.Barred.class);
        assertThat(((Outlook.Barred) step.renewal()).reason().code())
            .hasToString("RenewalTooOften");
      }
    }
    assertBarred(renewed(END, PINNED, 1).asked(hasty), HOURS, "RenewalTooShort");
    Asked least = Asked.ordinary().lasting(Renewing.LEAST);
    RequestStep.Follow first = (RequestStep.Follow) live(Offered.auto()).asked(least).next(START);
    assertThat(first.renewal()).isInstanceOf(Outlook.Quiet.class);
  }

  private static void assertBarred(Situation s, Duration lasting, String code) {
    RequestStep.Follow step = (RequestStep.Follow) s.next(START.plus(lasting).minusNanos(1));
    assertThat(step.renewal()).isInstanceOf(Outlook.Barred.class);
    assertThat(((Outlook.Barred) step.renewal()).reason().code()).hasToString(code);
  }

  private static boolean open(Situation s) {
    return !s.outdated() && s.offer().filter(o -> o.renewal() == 1).isPresent();
  }

  private static boolean auto(Situation s) {
    return ((Verdict.Permitted) s.verdict()).entitlement().approval().mode()
        == ApprovalPolicy.Mode.AUTO;
  }

  private static void always(Invariant rule) {
    List<Situation> all = all();
    assertThat(all).hasSizeGreaterThan(150);
    for (Situation s : all) {
      for (Instant now : TIMES) {
        RequestStep step = s.next(now);
        if (!rule.holds(s, now, step)) {
          throw new AssertionError(now + " " + s + "\n leads to " + step);
        }
      }
    }
  }

  private static List<Situation> all() {
    List<Situation> all = new ArrayList<>();
    for (ApprovalPolicy policy :
        List.of(Offered.auto(), Offered.required(new ApprovalPolicy.Place("owner", 1)))) {
      for (Optional<Offer> offer : OFFERS) {
        for (List<Stamp> stamps : STAMPS) {
          for (boolean outdated : List.of(true, false)) {
            for (Guard guard : List.of(Situation.LIVE, Situation.UNPROVED)) {
              all.add(live(policy).offer(offer).stamps(stamps).outdated(outdated).guard(guard));
            }
          }
        }
      }
    }
    return all;
  }

  private static Situation live(ApprovalPolicy policy) {
    return Situation.fresh()
        .verdict(new Verdict.Permitted(offered(policy), "subject-uid", List.of()))
        .record(Optional.of(view(END, PINNED, 1)));
  }

  private static Situation renewed(Instant end, List<Target> pinned, int approvals) {
    return live(Offered.required(new ApprovalPolicy.Place("owner", 1)))
        .record(Optional.of(view(end, pinned, approvals)));
  }

  private static RecordView view(Instant end, List<Target> pinned, int approvals) {
    return new RecordView(
        Standing.ACTIVE,
        Optional.empty(),
        pinned,
        false,
        Situation.DIGEST,
        new Window(START, end),
        approvals,
        false);
  }

  private static Entitlement offered(ApprovalPolicy policy) {
    return Offered.ordinary().approvedBy(policy).renewable(MAX_TOTAL).entitlement();
  }

  private static Stamp approves(String who, String digest) {
    return Situation.stamp(Stamp.Act.APPROVAL, 1, Asked.UID, digest, who);
  }
}
