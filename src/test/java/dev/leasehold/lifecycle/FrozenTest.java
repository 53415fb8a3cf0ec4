package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.policy.Decision;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is true of every request whose subject was offboarded, whatever else is so. */
class FrozenTest {
  private static final Freeze RECORDED = freeze(Optional.of(NOW.minusSeconds(9)));
  private static final Freeze SAID = freeze(Optional.empty());

  @Test
  void nothingIsOfferedApprovedOrGivenAny() {
    for (Situation s : Situations.open()) {
      for (Freeze freeze : new Freeze[] {RECORDED, SAID}) {
        assertThat(s.next(freeze)).isInstanceOfAny(RequestStep.Close.class, RequestStep.Hold.class);
      }
    }
  }

  @Test
  void whatIsOnRecordRejectsByNameUnlessAPersonEndedItFirst() {
    for (Situation s : Situations.open()) {
      RequestStep step = s.next(RECORDED);
      if (Foreseen.act(s).isPresent()) {
        assertThat(step).isEqualTo(s.next());
      } else {
        assertThat(step)
            .isInstanceOfSatisfying(
                RequestStep.Close.class,
                close -> {
                  assertThat(close.cause().kind()).isEqualTo(EndCause.Kind.REJECTED);
                  assertThat(close.reason()).isEqualTo(RECORDED.refusal(RECORDED.identity()));
                });
      }
    }
  }

  @Test
  void whyIsTheLastLineOfTheTraceAndWhatWasDecidedBeforeStays() {
    for (Situation s : Situations.open()) {
      if (Foreseen.act(s).isEmpty()) {
        assertThat(trace(s.next(RECORDED))).contains(traced(s, Decision.Result.REFUSES, RECORDED));
        RequestStep step = s.next(SAID);
        if (step instanceof RequestStep.Hold) {
          assertThat(trace(step)).contains(traced(s, Decision.Result.WAITS, SAID));
        }
      }
    }
  }

  private static List<Decision> traced(Situation s, Decision.Result result, Freeze freeze) {
    Decision last =
        new Decision("offboarding", result, freeze.refusal(freeze.identity()).message());
    return Stream.concat(s.verdict().trace().stream(), Stream.of(last)).toList();
  }

  private static Optional<List<Decision>> trace(RequestStep step) {
    return switch (step) {
      case RequestStep.Close close -> close.verdict().map(Verdict::trace);
      case RequestStep.Hold hold -> Optional.of(hold.verdict().trace());
      default -> Optional.empty();
    };
  }

  @Test
  void whatIsOnlySaidRefusesNothingForGood() {
    for (Situation s : Situations.open()) {
      if (Foreseen.act(s).isEmpty()) {
        assertThat(s.next(SAID))
            .satisfiesAnyOf(
                step ->
                    assertThat(step)
                        .isInstanceOfSatisfying(
                            RequestStep.Hold.class,
                            hold ->
                                assertThat(hold.reason()).isEqualTo(SAID.refusal(SAID.identity()))),
                step ->
                    assertThat(step)
                        .isInstanceOfSatisfying(
                            RequestStep.Close.class,
                            close ->
                                assertThat(close.cause().kind()).isEqualTo(EndCause.Kind.LAPSED)));
      }
    }
  }

  @Test
  void whatWasGrantedEndsEitherWayThroughWhoeverOffboarded() {
    for (Situation s : Situations.recorded()) {
      for (Freeze freeze : new Freeze[] {RECORDED, SAID}) {
        assertThat(s.next(freeze))
            .isInstanceOfSatisfying(
                RequestStep.Follow.class,
                follow ->
                    assertThat(follow.ending())
                        .isEqualTo(closed(s) ? Optional.empty() : Optional.of(cause(s, freeze))));
      }
    }
  }

  private static boolean closed(Situation s) {
    return s.record().orElseThrow().standing() == Standing.CLOSED;
  }

  /** What was known or said before goes before. */
  private static EndCause cause(Situation s, Freeze freeze) {
    return s.ending()
        .or(
            () ->
                Acts.endingLive(
                    s.asked().request().ref(),
                    s.asked().request().askers().names(),
                    s.stamps(),
                    NOW))
        .orElse(freeze.cause(NOW));
  }

  private static Freeze freeze(Optional<Instant> since) {
    return new Freeze(Asked.ordinary().request().subject(), "fred", "left", since);
  }
}
