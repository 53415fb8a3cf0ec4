package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.DIGEST;
import static dev.leasehold.lifecycle.Situation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Approval;
import dev.leasehold.model.Asked;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Signatures.Signed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What signatures do to a request. */
final class SignedTest {
  private static final Signatures ANN = signed("ann");

  @Test
  void aSignatureIsAnApprovalFromWhenItWasFirstSeen() {
    assertThat(next(Situation.offered(), ANN, NOW))
        .isInstanceOfSatisfying(
            RequestStep.Activate.class,
            activate -> assertThat(activate.approvals()).containsExactly(by("ann", NOW)));
  }

  @Test
  void aRequesterWhoSignsDoesNotCount() {
    assertThat(next(Situation.offered(), signed("rita"), NOW))
        .isInstanceOf(RequestStep.Await.class);
  }

  @Test
  void theSamePersonsSecondSignatureIsNoSecondApproval() {
    Situation claimed = Situation.offered().asked(Asked.ordinary().by("rita", "argocd"));
    Signatures twice =
        new Signatures(
            List.of(new Signed("ann", Set.of("owner")), new Signed("ann", Set.of("owner"))),
            List.of(),
            false);
    assertThat(next(claimed, twice, NOW))
        .isInstanceOfSatisfying(
            RequestStep.Await.class, await -> assertThat(await.approvals()).hasSize(1));
  }

  /** It was seen once; that it is still there does not make it new. */
  @Test
  void aSignatureThatLapsedIsNotCountedAnew() {
    Instant later = NOW.plusSeconds(60);
    Approval lapsed = by("ann", NOW.minus(dev.leasehold.model.Offered.VALID_FOR));
    assertThat(next(Situation.offered().approvals(List.of(lapsed)), ANN, later))
        .isInstanceOfSatisfying(
            RequestStep.Await.class,
            await -> assertThat(await.approvals()).containsExactly(lapsed));
  }

  @Test
  void withoutTheGuardNothingIsGrantedOnASignatureEither() {
    assertThat(next(Situation.offered().guard(Situation.UNPROVED), ANN, NOW))
        .isInstanceOf(RequestStep.Await.class);
  }

  @Test
  void aSignatureThatDoesNotCountIsSaidToAndLookedAtAgain() {
    Signatures refused = new Signatures(List.of(), List.of("signature/x: is nobody's"), false);
    assertThat(next(Situation.offered(), refused, NOW))
        .isInstanceOfSatisfying(
            RequestStep.Await.class,
            await -> {
              assertThat(await.obstacle().orElseThrow().message()).contains("is nobody's");
              assertThat(await.wakeAt()).contains(NOW.plusSeconds(60));
            });
  }

  @Test
  void whatCouldNotBeAskedIsAskedAgainSoon() {
    RequestStep.Await step =
        (RequestStep.Await)
            next(Situation.offered(), new Signatures(List.of(), List.of(), true), NOW);
    assertThat(step.wakeAt()).contains(NOW.plusSeconds(5));
    assertThat(step.obstacle().orElseThrow().code()).hasToString("SignatureUnjudged");
  }

  /** Of what was offered before, by somebody else, or by annotation: none is this signature. */
  @Test
  void whatElseWasLatchedKeepsNoSignatureFromCounting() {
    Approval former =
        new Approval("ann", Set.of("owner"), "e".repeat(64), NOW, Approval.Method.SIGNATURE);
    Approval others = by("bob", NOW);
    Approval inAnotherRole =
        new Approval("ann", Set.of("security"), DIGEST, NOW, Approval.Method.SIGNATURE);
    Situation claimed = Situation.offered().asked(Asked.ordinary().by("rita", "argocd"));
    for (Approval latched :
        List.of(former, others, inAnotherRole, Situation.approved("ann", NOW))) {
      RequestStep step = next(claimed.approvals(List.of(latched)), ANN, NOW);
      List<Approval> all =
          step instanceof RequestStep.Await await
              ? await.approvals()
              : ((RequestStep.Activate) step).approvals();
      assertThat(all).contains(by("ann", NOW));
    }
  }

  @Test
  void withoutAnySignatureNothingIsSaidOfOne() {
    assertThat(((RequestStep.Await) next(Situation.offered(), Signatures.NONE, NOW)).obstacle())
        .isEmpty();
  }

  private static RequestStep next(Situation situation, Signatures signatures, Instant now) {
    return RequestLifecycle.next(situation.observation().with(signatures), now);
  }

  private static Signatures signed(String who) {
    return new Signatures(List.of(new Signed(who, Set.of("owner"))), List.of(), false);
  }

  private static Approval by(String who, Instant at) {
    return new Approval(who, Set.of("owner"), DIGEST, at, Approval.Method.SIGNATURE);
  }
}
