package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.Reviewing.Due;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Governance.Overdue;
import dev.leasehold.model.Machines;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows from reviews that are owed, given, forged or late, whatever else is so. */
class ReviewingTest {
  private static final Instant BY = START.plusSeconds(600);
  private static final Set<String> INVOLVED = Set.of("rita", "ann");
  private static final List<Instant> TIMES = List.of(START, BY.minusNanos(1), BY, Life.END);

  private static final List<List<Stamp>> STAMPS =
      List.of(
          List.of(),
          List.of(said("vera", "keep")),
          List.of(said("vera", "revoke")),
          List.of(said("ann", "keep")),
          List.of(said("system:serviceaccount:a:b", "keep")),
          List.of(said("vera", "Keep")),
          List.of(said("ann", "keep"), said("vera", "keep"), said("vic", "keep")));

  @Test
  void aReviewIsLatchedExactlyWhereItIsOwedAttestedAndByAnOutsider() {
    always(
        (review, now) -> {
          List<String> latched = review.fresh(now).stream().map(Review::reviewer).toList();
          boolean possible = review.due().isPresent() && review.guard().isPresent();
          List<String> outsiders =
              review.attested().stream()
                  .filter(s -> Set.of("keep", "revoke").contains(s.text()))
                  .map(Stamp::user)
                  .filter(u -> !INVOLVED.contains(u) && !u.startsWith("system:"))
                  .filter(u -> review.done().stream().noneMatch(d -> d.reviewer().equals(u)))
                  .toList();
          return latched.equals(possible ? outsiders : List.of());
        });
  }

  @Test
  void liveAccessEndsExactlyWhenARevokingDutyIsOverdueAndNobodyReviewed() {
    always(
        (review, now) -> {
          RecordStep step = Life.active().owed(review, List.of()).next(now);
          boolean overdue =
              late(review, now) && review.due().orElseThrow().onOverdue() == Overdue.REVOKE;
          return now.equals(Life.END)
              || overdue == (step instanceof RecordStep.End end && isOverdue(end));
        });
  }

  @Test
  void overdueIsSaidOnceWhereItEndsNothing() {
    always(
        (review, now) -> {
          RecordStep step = Life.active().owed(review, List.of()).next(now);
          boolean flags =
              late(review, now) && review.due().orElseThrow().onOverdue() == Overdue.FLAG;
          return now.equals(Life.END) || flags == step instanceof RecordStep.Flag;
        });
  }

  @Test
  void whoeverRestsIsWokenWhenAReviewFallsDue() {
    always(
        (review, now) ->
            !(Life.active().owed(review, List.of()).next(now) instanceof RecordStep.Rest rest)
                || !review.owed()
                || review.shownOverdue()
                || !now.isBefore(BY)
                || !rest.wakeAt().orElseThrow().isAfter(BY));
  }

  @Test
  void aReviewersRevocationEndsAccessWithoutProofOfTheGuardAndIsLatchedOnlyWithIt() {
    Stamp revokes = said("vera", "revoke");
    Life.Ends ends = new Life.Ends(Optional.empty(), Optional.empty(), List.of(revokes));
    Due due = new Due(BY, Overdue.FLAG, false);
    for (boolean live : List.of(true, false)) {
      Reviewing review = reviewing(Optional.of(due), List.of(), List.of(revokes), live, false);
      RecordStep step = Life.active().ends(ends).owed(review, List.of()).next(START);
      assertThat(step).isInstanceOf(RecordStep.End.class);
      RecordStep.End end = (RecordStep.End) step;
      assertThat(end.cause().kind()).isEqualTo(EndCause.Kind.REVOKED);
      assertThat(end.cause().actor()).isEqualTo("vera");
      assertThat(end.reviews()).hasSize(live ? 1 : 0);
    }
  }

  @Test
  void theDebtOfAnEmergencyKeepsTheRecordUntilItIsPaidOrTwoPeopleCloseIt() {
    List<Stamp> two = List.of(forgets("fay"), forgets("flo"));
    Due debt = new Due(BY, Overdue.REVOKE, true);
    Life ended = Life.active().standing(Standing.CLOSED);
    Life gone = ended.seen(Presence.GONE, Presence.PRESENT, false);
    Reviewing owed = reviewing(Optional.of(debt), List.of(), List.of(), true, false);
    Reviewing kept =
        reviewing(Optional.of(debt), List.of(), List.of(said("vera", "keep")), true, false);
    Reviewing paid = reviewing(Optional.of(debt), List.of(review("vera")), List.of(), true, false);
    assertThat(gone.owed(owed, List.of()).next(BY))
        .isEqualTo(new RecordStep.Rest(Optional.empty()));
    assertThat(gone.owed(owed, two).next(BY)).isEqualTo(new RecordStep.Waive(two));
    assertThat(gone.owed(paid, two).next(BY)).isInstanceOf(RecordStep.Retain.class);
    assertThat(ended.owed(owed, two).next(BY)).isInstanceOf(RecordStep.Flag.class);
    assertThat(ended.owed(owed, two).next(START)).isEqualTo(new RecordStep.Rest(Optional.of(BY)));
    assertThat(ended.owed(kept, List.of()).next(BY)).isInstanceOf(RecordStep.Latch.class);
  }

  @Test
  void noOtherNameOfWhoHadAPartInItReviewsAndNoMachine() {
    Persons persons =
        Persons.of(List.of(List.of("vera", "v.admin")), new Machines(List.of("robot"), List.of()));
    Optional<Due> due = Optional.of(new Due(BY, Overdue.FLAG, false));
    for (String who :
        List.of("VERA", "\uFF56era", "V.Admin", "robot", "System:Serviceaccount:a:b")) {
      Reviewing review =
          new Reviewing(
              due,
              List.of(),
              List.of(said(who, "keep")),
              Optional.of("the-guard"),
              Set.of(persons.key("vera")),
              persons,
              false);
      assertThat(review.fresh(START)).as(who).isEmpty();
    }
  }

  private static boolean late(Reviewing review, Instant now) {
    return review.owed()
        && !review.shownOverdue()
        && !now.isBefore(BY)
        && review.fresh(now).isEmpty();
  }

  private static boolean isOverdue(RecordStep.End end) {
    return end.cause().kind() == EndCause.Kind.REVIEW_OVERDUE && end.latch();
  }

  @FunctionalInterface
  private interface Invariant {
    boolean holds(Reviewing review, Instant now);
  }

  private static void always(Invariant rule) {
    List<Reviewing> all = all();
    assertThat(all).hasSizeGreaterThan(100);
    for (Reviewing review : all) {
      for (Instant now : TIMES) {
        if (!rule.holds(review, now)) {
          throw new AssertionError(now + " " + review);
        }
      }
    }
  }

  private static List<Reviewing> all() {
    List<Reviewing> all = new ArrayList<>();
    for (Optional<Due> due :
        List.of(
            Optional.<Due>empty(),
            Optional.of(new Due(BY, Overdue.FLAG, false)),
            Optional.of(new Due(BY, Overdue.REVOKE, false)),
            Optional.of(new Due(BY, Overdue.REVOKE, true)))) {
      for (List<Review> done : List.of(List.<Review>of(), List.of(review("vera")))) {
        for (List<Stamp> stamps : STAMPS) {
          for (boolean live : List.of(true, false)) {
            all.add(reviewing(due, done, stamps, live, false));
            all.add(reviewing(due, done, stamps, live, true));
          }
        }
      }
    }
    return all.stream().filter(r -> !contradicts(r)).toList();
  }

  /** Somebody who kept may still revoke; that is another test's. */
  private static boolean contradicts(Reviewing review) {
    return !review.done().isEmpty()
        && review.attested().stream().anyMatch(s -> s.text().equals("revoke"));
  }

  private static Reviewing reviewing(
      Optional<Due> due, List<Review> done, List<Stamp> stamps, boolean live, boolean shown) {
    Optional<String> guard = live ? Optional.of("the-guard") : Optional.empty();
    return new Reviewing(due, done, stamps, guard, INVOLVED, Persons.PLAIN, shown);
  }

  private static Review review(String who) {
    return new Review(who, Review.Verdict.KEEP, START);
  }

  private static Stamp said(String who, String text) {
    return new Stamp(
        Stamp.Act.REVIEW, 1, dev.leasehold.model.Asked.UID, "e".repeat(64), Set.of(), who, text);
  }

  private static Stamp forgets(String who) {
    return new Stamp(Stamp.Act.FORGET, 1, "record-uid", "none", Set.of(), who, "why");
  }
}
