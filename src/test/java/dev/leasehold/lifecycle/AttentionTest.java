package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What rests on the time is looked at again with each minute, and never within one. */
class AttentionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:31:47.5Z");
  private static final Instant NEXT = Instant.parse("2026-11-24T09:32:00Z");

  /** Of a UID whose turn is the minute's first instant. */
  private static final RequestRef REQUEST = new RequestRef("payments", "report", "");

  private static final Reason WHY = new Reason(ReasonCode.POLICY_REFUSES, "because");
  private static final Verdict RESTLESS =
      new Verdict.Permitted(Offered.ordinary().entitlement(), "uid", List.of(), true);
  private static final Verdict UNCLEAR = new Verdict.Undecided(WHY, List.of(), true);
  private static final Verdict STILL =
      new Verdict.Permitted(Offered.ordinary().entitlement(), "uid", List.of());

  @Test
  void whatMovesIsLookedAtWhenTheNextMinuteBegins() {
    assertThat(Attention.next(hold(Optional.empty()), UNCLEAR, REQUEST, NOW)).contains(NEXT);
    assertThat(Attention.next(live(), RESTLESS, REQUEST, NOW)).contains(NEXT);
    assertThat(Attention.next(live(), RESTLESS, REQUEST, NEXT)).contains(NEXT.plusSeconds(60));
    assertThat(Attention.next(live(), STILL, REQUEST, NOW)).isEmpty();
  }

  @Test
  void whicheverIsSoonerIsHeeded() {
    Instant sooner = NOW.plusSeconds(5);
    Instant later = NOW.plusSeconds(600);
    assertThat(Attention.next(hold(Optional.of(sooner)), UNCLEAR, REQUEST, NOW)).contains(sooner);
    assertThat(Attention.next(hold(Optional.of(later)), UNCLEAR, REQUEST, NOW)).contains(NEXT);
    assertThat(Attention.next(hold(Optional.of(later)), STILL, REQUEST, NOW)).contains(later);
  }

  @Test
  void whatIsEndingOrOverIsLeftAlone() {
    EndCause cause = EndCause.byRule(EndCause.Kind.REVOKED, WHY, NOW);
    assertThat(Attention.next(new RequestStep.Rest(), RESTLESS, REQUEST, NOW)).isEmpty();
    assertThat(
            Attention.next(
                new RequestStep.Close(cause, WHY, Optional.empty()), RESTLESS, REQUEST, NOW))
        .isEmpty();
    assertThat(
            Attention.next(
                follow(RecordView.Standing.ACTIVE, Optional.of(cause)), RESTLESS, REQUEST, NOW))
        .isEmpty();
    assertThat(
            Attention.next(
                follow(RecordView.Standing.CLOSED, Optional.empty()), RESTLESS, REQUEST, NOW))
        .isEmpty();
  }

  /** Thousands that are due in one instant would keep an approval waiting. */
  @Test
  void manyAreLookedAtOneAfterTheOtherAndEachAtItsOwnTime() {
    Set<Instant> times = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      RequestRef request = new RequestRef("payments", "report", UUID.randomUUID().toString());
      Instant at = Attention.next(live(), RESTLESS, request, NOW).orElseThrow();
      assertThat(at).isBetween(NEXT, NEXT.plus(Attention.SPREAD).minusMillis(1));
      assertThat(Attention.next(live(), RESTLESS, request, at)).contains(at.plusSeconds(60));
      times.add(at);
    }
    assertThat(times).hasSizeGreaterThan(500);
  }

  private static RequestStep hold(Optional<Instant> wakeAt) {
    return new RequestStep.Hold(WHY, UNCLEAR, wakeAt);
  }

  private static RequestStep live() {
    return follow(RecordView.Standing.ACTIVE, Optional.empty());
  }

  private static RequestStep follow(RecordView.Standing standing, Optional<EndCause> ending) {
    return new RequestStep.Follow(
        new RecordView(
            standing,
            Optional.empty(),
            List.of(),
            false,
            "offer",
            new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)),
            1,
            false),
        ending,
        List.of(),
        Optional.empty(),
        new Outlook.Quiet(),
        Optional.empty(),
        List.of());
  }
}
