package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Foreseen.act;
import static dev.leasehold.lifecycle.Foreseen.current;
import static dev.leasehold.lifecycle.Foreseen.deadline;
import static dev.leasehold.lifecycle.Foreseen.decided;
import static dev.leasehold.lifecycle.Foreseen.early;
import static dev.leasehold.lifecycle.Foreseen.permitted;
import static dev.leasehold.lifecycle.Situation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Approval;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** What is true of the next step in every situation without a record. */
class RequestLifecycleTest {
  private static final List<Situation> ALL = Situations.open();

  @Test
  void accessIsGivenExactlyWhereEverythingSpeaksForIt() {
    always(
        (s, step) ->
            step instanceof RequestStep.Activate
                == (act(s).isEmpty()
                    && !s.consumed()
                    && s.verdict() instanceof Verdict.Permitted
                    && current(s)
                    && s.guard().equals(Situation.LIVE)
                    && !early(s)
                    && decided(s)));
  }

  @Test
  void whatIsGivenIsWhatWasOfferedFromNowOn() {
    always(
        (s, step) ->
            !(step instanceof RequestStep.Activate activate)
                || (activate.window().equals(new Window(NOW, NOW.plus(s.asked().duration())))
                    && activate.offer().equals(Situation.DIGEST)
                    && activate.guard().equals("the-guard")
                    && activate.subjectUid().equals("subject-uid")
                    && activate.entitlement().equals(permitted(s).entitlement())));
  }

  @Test
  void whatAPersonSaidEndsItWhateverElseIsSo() {
    always(
        (s, step) ->
            act(s)
                .map(
                    kind ->
                        step instanceof RequestStep.Close close
                            && close.cause().kind() == kind
                            && close.cause().message().equals("because")
                            && close.cause().at().equals(NOW))
                .orElse(true));
  }

  @Test
  void whatIsRefusedOrWasAnsweredBeforeIsRejected() {
    always(
        (s, step) ->
            act(s).isPresent()
                || (s.consumed() || s.verdict() instanceof Verdict.Refused)
                    == (step instanceof RequestStep.Close close
                        && close.cause().kind() == EndCause.Kind.REJECTED
                        && close.cause().actor().equals(EndCause.OPERATOR)
                        && close.reason().code()
                            == (s.consumed()
                                ? ReasonCode.ALREADY_CONSUMED
                                : ReasonCode.POLICY_REFUSES)));
  }

  @Test
  void whatCannotBeJudgedYetIsHeld() {
    always(
        (s, step) ->
            !(s.verdict() instanceof Verdict.Undecided)
                || step instanceof RequestStep.Close
                || (step instanceof RequestStep.Hold hold
                    && hold.reason().code() == ReasonCode.SUBJECT_NOT_FOUND));
  }

  @Test
  void whileTheGuardIsUnprovedNothingIsOfferedLatchedOrGiven() {
    always(
        (s, step) ->
            !s.guard().equals(Situation.UNPROVED)
                || switch (step) {
                  case RequestStep.Publish publish -> false;
                  case RequestStep.Activate activate -> false;
                  case RequestStep.Await await ->
                      await.approvals().equals(s.approvals()) && await.obstacle().isPresent();
                  default -> true;
                });
  }

  @Test
  void onlyApprovalsOfThisOfferOnThisObjectAreLatchedAndNoneIsLost() {
    always(
        (s, step) -> {
          List<Approval> latched = new ArrayList<>(approvals(s, step));
          List<Approval> before = latched.subList(0, s.approvals().size());
          boolean kept = before.equals(s.approvals());
          before.clear();
          return kept
              && latched.size() <= 1
              && latched.stream()
                  .allMatch(
                      a ->
                          a.at().equals(NOW)
                              && a.offer().equals(Situation.DIGEST)
                              && s.stamps().contains(Situation.approves(a.approver()))
                              && current(s)
                              && s.guard().equals(Situation.LIVE));
        });
  }

  @Test
  void whatWasDoneToAnotherObjectIsAsIfItWereNotDone() {
    always(
        (s, step) ->
            s.stamps().stream().anyMatch(stamp -> stamp.uid().equals(Asked.UID))
                || step.equals(s.stamps(List.of()).next()));
  }

  @Test
  void anOfferIsMadeExactlyWhereNoneStandsAndThereIsTimeToDecide() {
    always(
        (s, step) ->
            step instanceof RequestStep.Publish publish
                ? s.guard() instanceof Guard.Live(String fingerprint, var _)
                    && publish.guard().equals(fingerprint)
                    && !current(s)
                    && publish.decideBy().isAfter(NOW)
                    && publish.wakeAt().equals(Optional.of(publish.decideBy()))
                    && publish.decideBy().equals(deadline(s))
                : !(step instanceof RequestStep.Await) || current(s));
  }

  @Test
  void whoeverWaitsIsWokenLater() {
    always(
        (s, step) ->
            switch (step) {
              case RequestStep.Hold _, RequestStep.Publish _, RequestStep.Await _ ->
                  step.wakeAt().filter(NOW::isBefore).isPresent();
              case RequestStep.Activate _, RequestStep.Close _ -> step.wakeAt().isEmpty();
              case RequestStep.Rest _,
                  RequestStep.AnswerLimit _,
                  RequestStep.Follow _,
                  RequestStep.OfferRenewal _,
                  RequestStep.Renew _ ->
                  false;
            });
  }

  @Test
  void onlyWhatWaitsForItsStartAloneIsScheduled() {
    always(
        (s, step) ->
            !(step instanceof RequestStep.Await await)
                || await.scheduled() == (early(s) && await.count().satisfied()));
  }

  @Test
  void anEndIsFinal() {
    for (Situation s : ALL) {
      assertThat(s.alreadyEnded().next()).isEqualTo(new RequestStep.Rest());
    }
  }

  private static void always(BiPredicate<Situation, RequestStep> rule) {
    assertThat(ALL).hasSizeGreaterThan(30_000);
    for (Situation s : ALL) {
      RequestStep step = s.next();
      if (!rule.test(s, step)) {
        throw new AssertionError(s + "\n leads to " + step);
      }
    }
  }

  private static List<Approval> approvals(Situation s, RequestStep step) {
    return step instanceof RequestStep.Await await ? await.approvals() : s.approvals();
  }

  @Test
  void onlyWhoReallyAcceptedIsNamedWhereAccessIsGiven() {
    always(
        (s, step) ->
            !(step instanceof RequestStep.Activate activate)
                || activate.approvals().stream()
                    .allMatch(
                        a ->
                            a.approver().equals("ann")
                                && a.offer().equals(Situation.DIGEST)
                                && a.at().isAfter(NOW.minus(Offered.VALID_FOR))));
  }
}
