package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.policy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is true of the next step in every situation with a record. */
class FollowedRequestTest {
  private static final List<Situation> ALL = Situations.recorded();

  @Test
  void onceThereIsARecordItIsFollowedAndNothingIsLatchedOrLost() {
    always(
        (s, step) ->
            step.record().equals(s.record().orElseThrow())
                && step.approvals().equals(s.approvals())
                && step.wakeAt().isEmpty());
  }

  @Test
  void aClosedRecordSaysItselfWhyItEnded() {
    always((s, step) -> !closed(s) || step.ending().equals(s.record().orElseThrow().cause()));
    RecordView closed = Situation.closed(Situations.CAUSE);
    RequestStep step = Situation.fresh().record(Optional.of(closed)).next();
    assertThat(step)
        .isEqualTo(
            new RequestStep.Follow(
                closed,
                closed.cause(),
                List.of(),
                Optional.empty(),
                new Outlook.Quiet(),
                Optional.empty(),
                List.of()));
  }

  @Test
  void whyItEndsIsFixedOnceItIsLatched() {
    always((s, step) -> closed(s) || s.ending().isEmpty() || step.ending().equals(s.ending()));
  }

  @Test
  void whatAPersonSaysEndsItWhateverTheGuardAndPolicySay() {
    always(
        (s, step) ->
            closed(s)
                || s.ending().isPresent()
                || said(s)
                    .map(
                        stamp ->
                            step.ending().isPresent()
                                && step.ending().get().actor().equals(stamp.user())
                                && step.ending().get().at().equals(Situation.NOW))
                    .orElse(true));
  }

  @Test
  void withoutAWordFromAnybodyItEndsExactlyWhereItIsNoLongerPermitted() {
    always(
        (s, step) ->
            closed(s)
                || s.ending().isPresent()
                || said(s).isPresent()
                || step.ending().isPresent() == (tightened(s) || narrowed(s)));
  }

  @Test
  void neitherGuardNorOfferNorAnEarlierRecordMattersAnyMore() {
    for (Situation s : ALL) {
      Situation bare = s.guard(Situation.UNPROVED).offer(Optional.empty()).consumed(true);
      assertThat(bare.outdated(false).next()).isEqualTo(s.next());
    }
  }

  @Test
  void anEndIsFinal() {
    for (Situation s : ALL) {
      assertThat(s.alreadyEnded().next()).isEqualTo(new RequestStep.Rest());
    }
  }

  @Test
  void aReviewThatIsOwedIsAskedUnderADigestThatNobodyCouldQuoteBefore() {
    for (Standing standing : Standing.values()) {
      for (boolean owes : List.of(true, false)) {
        for (String accepted : List.of(Situation.DIGEST, "e".repeat(64))) {
          for (Guard guard :
              List.of(Situation.LIVE, new Guard.Live("another"), Situation.UNPROVED)) {
            RecordView record = owing(standing, owes, accepted);
            Situation s = Situation.offered().record(Optional.of(record)).guard(guard);
            RequestStep.Follow step = (RequestStep.Follow) s.next();
            boolean stale = accepted.equals(Situation.DIGEST) || !guard.equals(Situation.LIVE);
            boolean shown = standing == Standing.ACTIVE || standing == Standing.CLOSED;
            boolean renamed = owes && shown && stale && guard instanceof Guard.Live;
            assertThat(step.renamed().isPresent()).isEqualTo(renamed);
            assertThat(s.alreadyEnded().next() instanceof RequestStep.Follow).isEqualTo(owes);
          }
        }
      }
    }
  }

  /** Else a review could be copied from one request to another. */
  @Test
  void aReviewOfAnotherRequestEndsNothing() {
    for (String uid : List.of(Asked.UID, "other-uid")) {
      Stamp stamp = new Stamp(Stamp.Act.REVIEW, 1, uid, "d", Set.of(), "vera", "revoke");
      Situation s =
          Situation.offered()
              .record(Optional.of(Situation.view(Standing.ACTIVE, List.of(Offered.SHOP))))
              .stamps(List.of(stamp));
      RequestStep.Follow step = (RequestStep.Follow) s.next();
      assertThat(step.ending().isPresent()).isEqualTo(uid.equals(Asked.UID));
    }
  }

  @Test
  void itIsRenamedUnderTheGuardThatIsLive() {
    RecordView owed = owing(Standing.ACTIVE, true, Situation.DIGEST);
    RequestStep.Follow step =
        (RequestStep.Follow) Situation.offered().record(Optional.of(owed)).next();
    assertThat(step.renamed()).contains("the-guard");
  }

  private static RecordView owing(Standing standing, boolean owes, String accepted) {
    RecordView plain = Situation.view(standing, List.of(Offered.SHOP));
    return new RecordView(
        standing, plain.cause(), plain.granted(), owes, accepted, plain.window(), 1, false);
  }

  @Test
  void whoseReviewDoesNotCountIsNamedForAsLongAsOneIsOwed() {
    List<Stamp> said =
        Stream.of("RITA", "\uFF4Flga", "system:serviceaccount:a:b", "vera")
            .map(
                who ->
                    new Stamp(
                        Stamp.Act.REVIEW, 1, Asked.UID, Situation.DIGEST, Set.of(), who, "keep"))
            .toList();
    Approval olga =
        new Approval(
            "olga", Set.of("owner"), Situation.DIGEST, Situation.NOW, Approval.Method.ANNOTATION);
    for (boolean owed : List.of(true, false)) {
      RequestStep step =
          Situation.offered()
              .stamps(said)
              .approvals(List.of(olga))
              .record(Optional.of(owing(Standing.ACTIVE, owed, Situation.DIGEST)))
              .next();
      assertThat(((RequestStep.Follow) step).unheard())
          .containsExactlyElementsOf(
              owed ? List.of("RITA", "\uFF4Flga", said.get(2).user()) : List.of());
    }
  }

  @Test
  void aTighteningIsCalledByItsName() {
    assertCause(ReasonCode.ENTITLEMENT_RETIRED, EndCause.Kind.ENTITLEMENT_RETIRED);
    assertCause(ReasonCode.NAMESPACE_TERMINATING, EndCause.Kind.NAMESPACE_GONE);
    assertCause(ReasonCode.CONFLICTING_ACCESS, EndCause.Kind.CONFLICT);
    assertCause(ReasonCode.DURATION_TOO_LONG, EndCause.Kind.NO_LONGER_PERMITTED);
  }

  private static void assertCause(ReasonCode code, EndCause.Kind kind) {
    RecordView live = Situation.view(Standing.ACTIVE, List.of(Offered.SHOP));
    Verdict refused = new Verdict.Refused(new Reason(code, "why"), List.of());
    assertThat(Situation.fresh().record(Optional.of(live)).verdict(refused).next())
        .isEqualTo(
            new RequestStep.Follow(
                live,
                Optional.of(new EndCause(kind, EndCause.OPERATOR, "why", Situation.NOW)),
                List.of(),
                Optional.empty(),
                new Outlook.Quiet(),
                Optional.empty(),
                List.of()));
  }

  private static void always(BiPredicate<Situation, RequestStep.Follow> rule) {
    assertThat(ALL).hasSizeGreaterThan(10_000);
    for (Situation s : ALL) {
      if (!(s.next() instanceof RequestStep.Follow step) || !rule.test(s, step)) {
        throw new AssertionError(s + "\n leads to " + s.next());
      }
    }
  }

  private static boolean closed(Situation s) {
    return s.record().orElseThrow().standing() == Standing.CLOSED;
  }

  private static boolean tightened(Situation s) {
    return s.verdict() instanceof Verdict.Refused;
  }

  private static boolean narrowed(Situation s) {
    return s.verdict() instanceof Verdict.Permitted
        && !s.record().orElseThrow().granted().equals(List.of(Offered.SHOP));
  }

  private static Optional<Stamp> said(Situation s) {
    return s.stamps().stream()
        .filter(stamp -> stamp.uid().equals(Asked.UID))
        .filter(stamp -> stamp.act() == Stamp.Act.DENIAL || stamp.act() == Stamp.Act.REVOCATION)
        .findFirst();
  }
}
