package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a closed record is kept when that was changed since. */
class KeepingTest {
  private static final Instant GONE = Life.END;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Retention LONG = new Retention(DAY.multipliedBy(90), DAY.multipliedBy(7));
  private static final Retention SHORT = new Retention(DAY.multipliedBy(2), DAY);

  private static Keeping promised(boolean brief, boolean signed, int days) {
    return new Keeping(
        brief, signed, Optional.of(GONE), Optional.of(GONE.plus(DAY.multipliedBy(days))));
  }

  private static RecordStep next(Keeping keeping, Retention retention, int days) {
    return Life.active()
        .standing(Standing.CLOSED)
        .seen(Presence.GONE, Presence.PRESENT, false)
        .next(keeping, retention, GONE.plus(DAY.multipliedBy(days)));
  }

  private static RecordStep retain(int days) {
    return new RecordStep.Retain(GONE, GONE.plus(DAY.multipliedBy(days)));
  }

  @Test
  void whatRefusedIsKeptForLess() {
    Keeping refusal = new Keeping(true, false, Optional.empty(), Optional.empty());
    assertThat(next(refusal, LONG, 0)).isEqualTo(retain(7));
    assertThat(next(Keeping.usual(Optional.empty()), LONG, 0)).isEqualTo(retain(90));
    assertThat(new Retention(DAY, DAY.multipliedBy(7)).refused()).isEqualTo(DAY);
  }

  @Test
  void lowerRetentionActsOnWhatExistsAndCountsFromWhenTheRequestWasGone() {
    Keeping kept = promised(false, false, 90);
    assertThat(next(kept, LONG, 1)).isEqualTo(rest(90));
    assertThat(next(kept, SHORT, 1)).isEqualTo(retain(2));
    assertThat(kept.due(SHORT, GONE.plus(DAY))).isTrue();
    assertThat(next(promised(false, false, 2), SHORT, 1)).isEqualTo(rest(2));
    assertThat(promised(false, false, 2).due(SHORT, GONE.plus(DAY))).isFalse();
    assertThat(next(kept, SHORT, 2)).isEqualTo(new RecordStep.Forget());
    assertThat(next(promised(true, false, 7), SHORT, 1)).isEqualTo(new RecordStep.Forget());
  }

  @Test
  void higherRetentionPromisesNothingMore() {
    assertThat(next(promised(false, false, 2), LONG, 1)).isEqualTo(rest(2));
    assertThat(next(promised(false, false, 2), LONG, 2)).isEqualTo(new RecordStep.Forget());
  }

  @Test
  void whereNobodyWroteDownSinceWhenItCountsFromTheFirstLookUnderTheLowerOne() {
    Keeping earlier = Keeping.usual(Optional.of(GONE.plus(DAY.multipliedBy(90))));
    Instant now = GONE.plus(DAY);
    assertThat(next(earlier, SHORT, 1))
        .isEqualTo(new RecordStep.Retain(now, now.plus(SHORT.usual())));
    assertThat(next(earlier, LONG, 1)).isEqualTo(rest(90));
  }

  /** Else the same signature would count once more. */
  @Test
  void whatWasApprovedBySignatureIsKeptAsWasPromised() {
    assertThat(next(promised(false, true, 90), SHORT, 3)).isEqualTo(rest(90));
    Keeping lapsed = new Keeping(true, true, Optional.empty(), Optional.empty());
    assertThat(next(lapsed, LONG, 0)).isEqualTo(retain(90));
  }

  private static RecordStep rest(int days) {
    return new RecordStep.Rest(Optional.of(GONE.plus(DAY.multipliedBy(days))));
  }

  @Test
  void twoPeoplePurgeWhatIsKeptBrieflyOnceItsRequestIsGoneAndNothingElse() {
    List<Stamp> two = List.of(purges("olga"), purges("sven"));
    Keeping refusal = purged(true, false, two);
    assertThat(next(refusal, LONG, 0)).isEqualTo(new RecordStep.Purge(two));
    assertThat(refusal.due(LONG, GONE)).isTrue();
    Keeping promised =
        new Keeping(
            true, false, Optional.of(GONE), Optional.of(GONE.plus(DAY)), two, Optional.empty());
    assertThat(promised.due(LONG, GONE)).isTrue();
    assertThat(
            Life.active()
                .standing(Standing.CLOSED)
                .seen(Presence.PRESENT, Presence.PRESENT, false)
                .next(refusal, LONG, GONE))
        .isEqualTo(new RecordStep.Rest(Optional.empty()));
    for (Keeping kept : List.of(purged(false, false, two), purged(true, true, two))) {
      assertThat(next(kept, LONG, 0)).isEqualTo(retain(90));
    }
  }

  private static Keeping purged(boolean brief, boolean signed, List<Stamp> people) {
    return new Keeping(brief, signed, Optional.empty(), Optional.empty(), people, Optional.empty());
  }

  /** Else somebody would wait for a purge that never comes. */
  @Test
  void whatIsSaidAndDoesNotCountIsToldBeforeAllElse() {
    Reason why = new Reason(ReasonCode.PURGE_NOT_COUNTED, "one person");
    Keeping refusal = uncounted(true, false, why);
    assertThat(next(refusal, LONG, 1)).isEqualTo(new RecordStep.Unheard(why));
    assertThat(refusal.due(LONG, GONE.plus(DAY))).isTrue();
    for (Keeping kept : List.of(uncounted(false, false, why), uncounted(true, true, why))) {
      assertThat(next(kept, LONG, 1)).as("nobody waits for that").isEqualTo(rest(7));
      assertThat(kept.due(LONG, GONE.plus(DAY))).isFalse();
    }
  }

  private static Keeping uncounted(boolean brief, boolean signed, Reason why) {
    Instant until = GONE.plus(DAY.multipliedBy(7));
    return new Keeping(
        brief, signed, Optional.of(GONE), Optional.of(until), List.of(), Optional.of(why));
  }

  private static Stamp purges(String who) {
    return new Stamp(Stamp.Act.PURGE, 1, "record-uid", "none", Set.of(), who, "flood");
  }
}
