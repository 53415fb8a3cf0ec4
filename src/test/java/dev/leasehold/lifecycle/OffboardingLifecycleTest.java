package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.OffboardingObservation.Standing;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** What is true of the next step of every offboarding. */
class OffboardingLifecycleTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Guard LIVE = new Guard.Live("g");
  private static final Guard OFF =
      new Guard.Unproved(new Reason(ReasonCode.APPROVAL_UNATTESTED, "off"));
  private static final List<OffboardingObservation> ALL = all();

  @Test
  void whatAnAccountSaysIsLatchedBeforeAllElseButOnlyUnderTheGuard() {
    always(
        (seen, step) ->
            (live(seen) && !seen.offboardings().isEmpty())
                == (step instanceof OffboardingStep.Latch));
  }

  @Test
  void withItWhateverWasSaidBeforeIsHeededAndWhatWasLiftedMeanwhileStaysFrozen() {
    always(
        (seen, step) ->
            !(step instanceof OffboardingStep.Latch(Stamp said, int lifted))
                || (said.equals(seen.offboardings().getLast())
                    && lifted == seen.reinstatements().size()));
  }

  @Test
  void onlyWhatIsFrozenIsReinstatedAndOnlyUnderTheGuard() {
    always(
        (seen, step) ->
            step instanceof OffboardingStep.Reinstate
                == (live(seen)
                    && seen.offboardings().isEmpty()
                    && seen.standing() == Standing.FROZEN
                    && !seen.reinstatements().isEmpty()));
  }

  /** The guard has nothing to do with it, and what was lifted before that does not lift it. */
  @Test
  void whatTheClusterLostIsPutBackUnlessItsAccountSaysItItself() {
    always(
        (seen, step) ->
            step instanceof OffboardingStep.PutBack
                == (seen.standing() == Standing.LOST
                    && !(live(seen) && !seen.offboardings().isEmpty())));
    always(
        (seen, step) ->
            !(step instanceof OffboardingStep.PutBack(int heeded))
                || heeded == seen.reinstatements().size());
  }

  @Test
  void theRecordOfWhatIsFrozenIsNeverLetGo() {
    always(
        (seen, step) ->
            seen.standing() == Standing.REINSTATED
                || !(step instanceof OffboardingStep.Forget
                    || step instanceof OffboardingStep.Retain));
  }

  @Test
  void noRecordIsLetGoWhoseStampsWouldCountOnceMore() {
    always(
        (seen, step) ->
            seen.account() == Presence.GONE
                || !(step instanceof OffboardingStep.Forget
                    || step instanceof OffboardingStep.Retain));
  }

  @Test
  void aRecordIsKeptUntilItsTimeIsOver() {
    always(
        (seen, step) ->
            !(step instanceof OffboardingStep.Forget)
                || seen.deleted()
                || seen.retainUntil().filter(until -> !NOW.isBefore(until)).isPresent());
    always(
        (seen, step) ->
            !(step instanceof OffboardingStep.Retain retain)
                || (seen.retainUntil().isEmpty() && retain.retention().equals(RETENTION)));
  }

  @Test
  void theRecordSaysWhetherAGrantIsOpen() {
    always(
        (seen, step) ->
            !(step instanceof OffboardingStep.Settle settle)
                || (settle.open() == seen.open()
                    && !seen.settled().equals(Optional.of(!seen.open()))));
    always(
        (seen, step) ->
            !(step instanceof OffboardingStep.Rest)
                || seen.standing() != Standing.FROZEN
                || seen.settled().equals(Optional.of(!seen.open())));
  }

  @Test
  void whatWasLiftedIsKeptForItsTimeOnceItsAccountIsGoneAndThenLetGo() {
    always(
        (seen, step) ->
            said(seen)
                || seen.standing() != Standing.REINSTATED
                || step.equals(
                    switch (seen.account()) {
                      case GONE -> kept(seen);
                      case UNKNOWN -> rest(Optional.of(NOW.plus(RecordLifecycle.RECHECK)));
                      case PRESENT -> rest(Optional.empty());
                    }));
  }

  @Test
  void whoeverWasNeverOffboardedOrStaysSoIsLeftAlone() {
    always(
        (seen, step) ->
            seen.standing() == Standing.REINSTATED
                || !(step instanceof OffboardingStep.Rest)
                || step.equals(rest(Optional.empty())));
    always(
        (seen, step) ->
            said(seen) || seen.standing() != Standing.NEVER || step.equals(rest(Optional.empty())));
  }

  @Test
  void whatWasToBeKeptLongerThanIsRightByNowIsKeptForLess() {
    OffboardingObservation kept = reinstated(NOW.plus(RETENTION).plusSeconds(1));
    assertThat(OffboardingLifecycle.next(kept, RETENTION, NOW))
        .isEqualTo(new OffboardingStep.Retain(RETENTION));
    OffboardingObservation cut = reinstated(NOW.plus(RETENTION));
    assertThat(OffboardingLifecycle.next(cut, RETENTION, NOW))
        .isEqualTo(rest(Optional.of(NOW.plus(RETENTION))));
  }

  private static OffboardingObservation reinstated(Instant until) {
    return new OffboardingObservation(
        Standing.REINSTATED,
        List.of(),
        List.of(),
        Presence.GONE,
        false,
        Optional.of(true),
        false,
        LIVE,
        Optional.of(until));
  }

  private static OffboardingStep kept(OffboardingObservation seen) {
    if (seen.deleted()) {
      return new OffboardingStep.Forget();
    }
    return seen.retainUntil()
        .map(until -> NOW.isBefore(until) ? rest(seen.retainUntil()) : new OffboardingStep.Forget())
        .orElseGet(() -> new OffboardingStep.Retain(RETENTION));
  }

  private static OffboardingStep rest(Optional<Instant> wakeAt) {
    return new OffboardingStep.Rest(wakeAt);
  }

  private static boolean said(OffboardingObservation seen) {
    return live(seen)
        && (!seen.offboardings().isEmpty()
            || (seen.standing() == Standing.FROZEN && !seen.reinstatements().isEmpty()));
  }

  private static boolean live(OffboardingObservation seen) {
    return seen.guard().equals(LIVE);
  }

  private static List<OffboardingObservation> all() {
    List<OffboardingObservation> all = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      for (int said = 0; said <= 2; said++) {
        for (int lifted = 0; lifted <= 2; lifted++) {
          for (Presence account : Presence.values()) {
            for (Guard guard : List.of(LIVE, OFF)) {
              all.addAll(rest(standing, said, lifted, account, guard));
            }
          }
        }
      }
    }
    return all;
  }

  private static List<OffboardingObservation> rest(
      Standing standing, int said, int lifted, Presence account, Guard guard) {
    List<OffboardingObservation> all = new ArrayList<>();
    for (boolean open : new boolean[] {true, false}) {
      for (Optional<Boolean> settled :
          List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
        for (boolean deleted : new boolean[] {true, false}) {
          for (Optional<Instant> until :
              List.of(Optional.<Instant>empty(), Optional.of(NOW), Optional.of(NOW.plusNanos(1)))) {
            all.add(
                new OffboardingObservation(
                    standing,
                    stamps(Stamp.Act.OFFBOARDING, said),
                    stamps(Stamp.Act.REINSTATEMENT, lifted),
                    account,
                    open,
                    settled,
                    deleted,
                    guard,
                    until));
          }
        }
      }
    }
    return all;
  }

  private static List<Stamp> stamps(Stamp.Act act, int count) {
    List<Stamp> stamps = new ArrayList<>();
    for (int slot = 1; slot <= count; slot++) {
      stamps.add(new Stamp(act, slot, "uid", "none", Set.of(), "fred", "left"));
    }
    return stamps;
  }

  private static void always(BiPredicate<OffboardingObservation, OffboardingStep> rule) {
    assertThat(ALL).hasSizeGreaterThan(5_000);
    for (OffboardingObservation seen : ALL) {
      OffboardingStep step = OffboardingLifecycle.next(seen, RETENTION, NOW);
      assertThat(step).isNotNull();
      assertThat(rule.test(seen, step)).as("%s leads to %s", seen, step).isTrue();
    }
  }
}
