package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Foreseen.act;
import static dev.leasehold.lifecycle.Foreseen.current;
import static dev.leasehold.lifecycle.Foreseen.decided;
import static dev.leasehold.lifecycle.Foreseen.early;
import static dev.leasehold.lifecycle.Foreseen.permitted;
import static dev.leasehold.lifecycle.Situation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.Signatures;
import dev.leasehold.policy.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same situations, in each of which somebody has signed. */
class SignedSituationsTest {
  private static final List<Situation> ALL = Situations.open();

  @Test
  void aSignatureThatCountsGivesAccessExactlyWhereAnApprovalWould() {
    Signatures signed = by("ann");
    for (Situation s : ALL) {
      RequestStep step = next(s, signed);
      boolean given =
          act(s).isEmpty()
              && !s.consumed()
              && s.verdict() instanceof Verdict.Permitted
              && current(s)
              && s.guard().equals(Situation.LIVE)
              && !early(s)
              && (decided(s) || inTime(s));
      if (step instanceof RequestStep.Activate != given) {
        throw new AssertionError(s + "\n leads to " + step);
      }
    }
  }

  @Test
  void theRequestersOwnSignatureGivesNothing() {
    Signatures own = by("rita");
    for (Situation s : ALL) {
      assertThat(next(s, own) instanceof RequestStep.Activate)
          .isEqualTo(s.next() instanceof RequestStep.Activate);
    }
  }

  @Test
  void whatIsRefusedOrCouldNotBeAskedChangesNothingButWhatIsSaidAndWhen() {
    for (Signatures none :
        List.of(
            new Signatures(List.of(), List.of("x: is nobody's"), false),
            new Signatures(List.of(), List.of(), true))) {
      for (Situation s : ALL) {
        RequestStep step = next(s, none);
        RequestStep plain = s.next();
        assertThat(step.getClass()).isEqualTo(plain.getClass());
        if (step instanceof RequestStep.Await await) {
          assertThat(await.approvals()).isEqualTo(((RequestStep.Await) plain).approvals());
          assertThat(await.wakeAt().orElseThrow()).isAfter(NOW);
        } else {
          assertThat(step).isEqualTo(plain);
        }
      }
    }
  }

  @Test
  void aSignatureIsLatchedOnce() {
    Signatures signed = by("ann");
    for (Situation s : ALL) {
      if (next(s, signed) instanceof RequestStep.Await await) {
        RequestStep again = next(s.approvals(await.approvals()), signed);
        assertThat(again).isInstanceOf(RequestStep.Await.class);
        assertThat(((RequestStep.Await) again).approvals()).isEqualTo(await.approvals());
        assertThat(await.approvals().stream().filter(SignedSituationsTest::isSigned).count())
            .isLessThanOrEqualTo(1);
      }
    }
  }

  private static boolean isSigned(Approval approval) {
    return approval.method() == Approval.Method.SIGNATURE;
  }

  private static boolean inTime(Situation s) {
    return permitted(s).entitlement().approval().mode() == Mode.REQUIRED
        && s.offer().orElseThrow().decideBy().isAfter(NOW);
  }

  private static RequestStep next(Situation situation, Signatures signatures) {
    return RequestLifecycle.next(situation.observation().with(signatures), NOW);
  }

  private static Signatures by(String who) {
    return new Signatures(List.of(new Signatures.Signed(who, Set.of("owner"))), List.of(), false);
  }
}
