package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Signatures.Signed;
import dev.leasehold.model.Stamp;
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

/** A renewal that people have to decide on: who counts, what is said, and when to look again. */
class OpenRenewalTest {
  private static final String OPEN = "f".repeat(64);
  private static final Instant END = Asked.AT.plus(Duration.ofHours(4));
  private static final Instant NOW = END.minus(Duration.ofMinutes(30));
  private static final Situation OFFERED =
      Situation.fresh()
          .verdict(new Verdict.Permitted(renewable(), "subject-uid", List.of()))
          .record(Optional.of(record(1)))
          .offer(Optional.of(new Offer(OPEN, "the-guard", END, 1)));

  @Test
  void aSignatureRenewsAsAnAnnotationDoes() {
    assertThat(next(signed("ann"))).isInstanceOf(RequestStep.Renew.class);
    assertThat(next(signed("rita"))).isInstanceOf(RequestStep.Follow.class);
  }

  @Test
  void aSignatureThatDoesNotCountForTheRenewalIsSaidToAndLookedAtAgain() {
    RequestStep.Follow step = follow(new Signatures(List.of(), List.of("x: is nobody's"), false));
    assertThat(open(step).obstacle().orElseThrow().code()).hasToString("SignatureNotCounted");
    assertThat(open(step).obstacle().orElseThrow().message()).isEqualTo("x: is nobody's");
    assertThat(step.wakeAt()).contains(NOW.plusSeconds(60));
  }

  @Test
  void whatCouldNotBeAskedForTheRenewalIsAskedAgainSoon() {
    RequestStep.Follow step = follow(new Signatures(List.of(), List.of(), true));
    assertThat(open(step).obstacle().orElseThrow().code()).hasToString("SignatureUnjudged");
    assertThat(step.wakeAt()).contains(NOW.plusSeconds(5));
    RequestStep.Follow late =
        (RequestStep.Follow)
            RequestLifecycle.next(
                OFFERED.observation().with(new Signatures(List.of(), List.of(), true)),
                END.minusSeconds(1));
    assertThat(late.wakeAt()).contains(END);
  }

  @Test
  void withoutSignaturesThereIsNothingToSay() {
    RequestStep.Follow step = follow(Signatures.NONE);
    assertThat(open(step).obstacle()).isEmpty();
    assertThat(step.wakeAt()).contains(END);
  }

  @Test
  void onlyApprovalsOfTheRenewalAreShownWithIt() {
    Approval first = Situation.approved("bob", NOW.minusSeconds(9));
    Approval own = new Approval("cid", Set.of("x"), OPEN, NOW, Approval.Method.ANNOTATION);
    RequestStep.Follow step = (RequestStep.Follow) OFFERED.approvals(List.of(first, own)).next(NOW);
    assertThat(open(step).approvals()).containsExactly(own);
  }

  @Test
  void anOutdatedRenewalIsNotDecidedOnWhileTheGuardIsUnproved() {
    RequestStep.Follow step =
        (RequestStep.Follow) OFFERED.outdated(true).guard(Situation.UNPROVED).next(NOW);
    assertThat(step.renewal()).isInstanceOf(Outlook.Quiet.class);
    RequestStep.Follow current = (RequestStep.Follow) OFFERED.guard(Situation.UNPROVED).next(NOW);
    assertThat(open(current).obstacle()).isPresent();
  }

  @Test
  void onlyApprovalsOfOtherOffersTakePlacesFromARenewal() {
    List<Stamp> stamps = new ArrayList<>(Collections.nCopies(7, approves(Situation.DIGEST)));
    stamps.add(Situation.stamp(Stamp.Act.REVIEW, 1, Asked.UID, Situation.DIGEST, "vera"));
    assertThat(open((RequestStep.Follow) OFFERED.stamps(stamps).next(NOW))).isNotNull();
    stamps.add(approves("9".repeat(64)));
    assertThat(((RequestStep.Follow) OFFERED.stamps(stamps).next(NOW)).renewal())
        .isInstanceOf(Outlook.Barred.class);
    List<Stamp> own = new ArrayList<>(Collections.nCopies(7, approves(Situation.DIGEST)));
    own.add(approves(OPEN));
    assertThat(OFFERED.stamps(own).next(NOW)).isInstanceOf(RequestStep.Renew.class);
    Situation former = OFFERED.offer(Optional.of(new Offer(OPEN, "the-guard", END, 0)));
    assertThat(((RequestStep.Follow) former.stamps(own).next(NOW)).renewal())
        .isInstanceOf(Outlook.Barred.class);
  }

  @Test
  void aRecordTakesApprovalsUntilItIsFull() {
    assertThat(OFFERED.record(Optional.of(record(48))).stamps(List.of(approves(OPEN))).next(NOW))
        .isInstanceOf(RequestStep.Renew.class);
    RequestStep.Follow full =
        (RequestStep.Follow) OFFERED.record(Optional.of(record(49))).next(NOW);
    assertThat(full.renewal()).isInstanceOf(Outlook.Barred.class);
  }

  private static RequestStep next(Signatures signatures) {
    return RequestLifecycle.next(OFFERED.observation().with(signatures), NOW);
  }

  private static RequestStep.Follow follow(Signatures signatures) {
    return (RequestStep.Follow) next(signatures);
  }

  private static Outlook.Open open(RequestStep.Follow step) {
    return (Outlook.Open) step.renewal();
  }

  private static Signatures signed(String who) {
    return new Signatures(List.of(new Signed(who, Set.of("owner"))), List.of(), false);
  }

  private static Stamp approves(String offer) {
    return Situation.stamp(Stamp.Act.APPROVAL, 1, Asked.UID, offer, "ann");
  }

  private static RecordView record(int approvals) {
    return new RecordView(
        Standing.ACTIVE,
        Optional.empty(),
        List.of(Offered.SHOP, Offered.OWN),
        false,
        Situation.DIGEST,
        new Window(Asked.AT, END),
        approvals,
        false);
  }

  private static Entitlement renewable() {
    return Offered.ordinary()
        .approvedBy(Offered.required(new Place("owner", 1)))
        .renewable(Duration.ofHours(40))
        .entitlement();
  }
}
