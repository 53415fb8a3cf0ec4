package dev.leasehold.lifecycle;

import dev.leasehold.model.Governance.Overdue;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Request;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the review of a grant is.
 *
 * @param due absent: nobody has to look at it
 * @param done what reviewers said, as latched
 * @param attested reviews of what is shown now, stamped while {@code guard} was in force
 * @param guard fingerprint of the guard that is proved to be live; absent: none is
 * @param involved requester, applier, subject and approvers, none of whom reviews, as keys
 * @param persons by what they are compared
 * @param shownOverdue it was said already that the review is overdue
 */
public record Reviewing(
    Optional<Due> due,
    List<Review> done,
    List<Stamp> attested,
    Optional<String> guard,
    Set<String> involved,
    Persons persons,
    boolean shownOverdue) {
  public Reviewing {
    done = List.copyOf(done);
    attested = List.copyOf(attested);
    involved = Set.copyOf(involved);
  }

  /**
   * What is owed.
   *
   * @param debt for an emergency: it is owed also after access has ended
   */
  public record Due(Instant by, Overdue onOverdue, boolean debt) {}

  /** Nobody has to look at it. */
  public static Reviewing none() {
    return new Reviewing(
        Optional.empty(), List.of(), List.of(), Optional.empty(), Set.of(), Persons.PLAIN, false);
  }

  /** Whether somebody still has to look at it. */
  public boolean owed() {
    return due.isPresent() && done.isEmpty();
  }

  /** Whether that is owed although access may have ended. */
  public boolean indebted() {
    return owed() && due.filter(Due::debt).isPresent();
  }

  /** What reviewers said and is not latched yet; of those who may, and as the guard attests it. */
  List<Review> fresh(Instant now) {
    List<Review> fresh = new ArrayList<>();
    if (due.isPresent() && guard.isPresent()) {
      attested.stream()
          .filter(stamp -> mayReview(stamp.user()))
          .flatMap(stamp -> verdict(stamp).stream().map(v -> new Review(stamp.user(), v, now)))
          .filter(review -> !known(done, review) && !known(fresh, review))
          .forEach(fresh::add);
    }
    return List.copyOf(fresh);
  }

  private boolean mayReview(String who) {
    return !involved.contains(persons.key(who)) && !persons.isMachine(who);
  }

  private static boolean known(List<Review> reviews, Review review) {
    return reviews.stream()
        .anyMatch(r -> r.reviewer().equals(review.reviewer()) && r.verdict() == review.verdict());
  }

  /** The guard lets nothing else through. */
  static Optional<Review.Verdict> verdict(Stamp stamp) {
    return stamp.act() != Stamp.Act.REVIEW
        ? Optional.empty()
        : switch (stamp.text()) {
          case "keep" -> Optional.of(Review.Verdict.KEEP);
          case "revoke" -> Optional.of(Review.Verdict.REVOKE);
          default -> Optional.empty();
        };
  }

  /** When the review is overdue, unless it was done or nothing more follows. */
  Optional<Instant> deadline() {
    return owed() && !shownOverdue ? due.map(Due::by) : Optional.empty();
  }

  /** What follows at {@code now} since nobody has looked at it. */
  Optional<Overdue> overdue(Instant now) {
    return deadline()
        .filter(by -> !now.isBefore(by) && fresh(now).isEmpty())
        .flatMap(by -> due.map(Due::onOverdue));
  }

  /** The guard refuses whom it knows by that name; the others would wait for what never counts. */
  static List<String> unheard(RequestObservation seen) {
    Request request = seen.request();
    return seen.stamps().stream()
        .filter(stamp -> stamp.act() == Stamp.Act.REVIEW)
        .filter(stamp -> stamp.uid().equals(request.ref().uid()))
        .map(Stamp::user)
        .filter(who -> isUnheard(seen, who))
        .distinct()
        .toList();
  }

  private static boolean isUnheard(RequestObservation seen, String who) {
    Persons persons = seen.request().askers().persons();
    return seen.request().concerns(who)
        || persons.isMachine(who)
        || seen.approvals().stream().anyMatch(a -> persons.same(a.approver(), who));
  }
}
