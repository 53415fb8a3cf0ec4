package dev.leasehold.approval;

import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Seats approvers in the places that the catalog asks for. One person takes one place only, however
 * many roles they hold; seats are given so that as many places as possible are taken.
 */
public final class Quorum {
  /** Where the asker is a machine or a claimed name, one approver is never enough. */
  private static final int TWO = 2;

  private Quorum() {}

  /** Counts the approvals of one offer at {@code now}. */
  public static Count count(
      ApprovalPolicy policy, Request request, String offer, List<Approval> approvals, Instant now) {
    if (policy.mode() == ApprovalPolicy.Mode.AUTO) {
      return new Count(List.of(), 0, true, Optional.empty());
    }
    List<String> seats = seats(policy.places());
    Map<String, Set<String>> people =
        people(
            request.askers().persons(),
            valid(policy, request, offer, approvals, now),
            new HashSet<>(seats));
    Map<Integer, String> seated = seat(seats, people);
    int free = seats.size() - seated.size();
    Optional<String> because = request.askers().twoApproversBecause();
    int more = because.isPresent() ? Math.max(0, TWO - people.size() - free) : 0;
    return new Count(
        tally(policy.places(), seated),
        more,
        free == 0 && more == 0,
        because.filter(why -> more > 0));
  }

  /** The approvals that count at {@code now} for this offer of this request. */
  public static List<Approval> valid(
      ApprovalPolicy policy, Request request, String offer, List<Approval> approvals, Instant now) {
    return approvals.stream()
        .filter(a -> a.offer().equals(offer) && now.isBefore(a.at().plus(policy.validFor())))
        .filter(a -> mayApprove(request, a.approver()))
        .toList();
  }

  /** When the earliest of the approvals that count now stops counting, if any does. */
  public static Optional<Instant> lapses(
      ApprovalPolicy policy, Request request, String offer, List<Approval> approvals, Instant now) {
    return valid(policy, request, offer, approvals, now).stream()
        .map(a -> a.at().plus(policy.validFor()))
        .min(Comparator.naturalOrder());
  }

  private static boolean mayApprove(Request request, String who) {
    return obstacle(request, who).isEmpty();
  }

  /**
   * Why some of the approvals of this offer are not counted: people can have names that only look
   * different, and the guard compares no further than case.
   */
  public static List<String> uncounted(Request request, String offer, List<Approval> approvals) {
    List<String> whyNot = new ArrayList<>();
    Map<String, String> counted = new HashMap<>();
    for (Approval approval : approvals) {
      String who = approval.approver();
      if (approval.offer().equals(offer)) {
        String first = counted.putIfAbsent(request.askers().persons().key(who), who);
        obstacle(request, who).or(() -> twice(first, who)).ifPresent(whyNot::add);
      }
    }
    return whyNot.stream().distinct().toList();
  }

  private static Optional<String> obstacle(Request request, String who) {
    if (request.concerns(who)) {
      return Optional.of(
          "\"%s\" is requester, applier or subject; somebody else has to approve".formatted(who));
    }
    return request.askers().persons().isMachine(who)
        ? Optional.of("\"%s\" is a machine; a person has to approve".formatted(who))
        : Optional.empty();
  }

  private static Optional<String> twice(@Nullable String first, String who) {
    return first == null || first.equals(who)
        ? Optional.empty()
        : Optional.of(
            "\"%s\" and \"%s\" are one person; somebody else has to approve".formatted(first, who));
  }

  /** Who holds which of the wanted roles; in an order of their own, not that of arrival. */
  private static Map<String, Set<String>> people(
      Persons persons, List<Approval> approvals, Set<String> wanted) {
    Map<String, Set<String>> people = new TreeMap<>();
    for (Approval approval : approvals) {
      Set<String> held = new HashSet<>(approval.roles());
      held.retainAll(wanted);
      if (!held.isEmpty()) {
        people.computeIfAbsent(persons.key(approval.approver()), p -> new HashSet<>()).addAll(held);
      }
    }
    return people;
  }

  private static List<String> seats(List<Place> places) {
    List<String> seats = new ArrayList<>();
    for (Place place : places) {
      for (int i = 0; i < place.count(); i++) {
        seats.add(place.role());
      }
    }
    return seats;
  }

  /** Maximum matching by augmenting paths; there are at most a few dozen seats. */
  private static Map<Integer, String> seat(List<String> seats, Map<String, Set<String>> people) {
    Map<Integer, String> seated = new HashMap<>();
    for (String person : people.keySet()) {
      place(person, seats, people, seated, new HashSet<>());
    }
    return seated;
  }

  private static boolean place(
      String person,
      List<String> seats,
      Map<String, Set<String>> people,
      Map<Integer, String> seated,
      Set<Integer> tried) {
    for (int seat = 0; seat < seats.size(); seat++) {
      if (!people.getOrDefault(person, Set.of()).contains(seats.get(seat)) || !tried.add(seat)) {
        continue;
      }
      String sitting = seated.get(seat);
      if (sitting == null || place(sitting, seats, people, seated, tried)) {
        seated.put(seat, person);
        return true;
      }
    }
    return false;
  }

  private static List<Count.Seats> tally(List<Place> places, Map<Integer, String> seated) {
    List<Count.Seats> tally = new ArrayList<>();
    int first = 0;
    for (Place place : places) {
      int given = 0;
      for (int seat = first; seat < first + place.count(); seat++) {
        given += seated.containsKey(seat) ? 1 : 0;
      }
      first += place.count();
      tally.add(new Count.Seats(place.role(), place.count(), given));
    }
    return tally;
  }
}
