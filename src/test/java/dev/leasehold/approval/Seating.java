package dev.leasehold.approval;

import dev.leasehold.model.ApprovalPolicy.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Seats people by trying out everything; knows nothing of {@link Quorum}. */
final class Seating {
  private Seating() {}

  /** The most places that these people can take, one each. */
  static int most(List<Place> places, List<Set<String>> people) {
    List<String> seats = new ArrayList<>();
    places.forEach(place -> seats.addAll(Collections.nCopies(place.count(), place.role())));
    return most(seats, people, 0);
  }

  private static int most(List<String> free, List<Set<String>> people, int person) {
    if (person == people.size()) {
      return 0;
    }
    int best = most(free, people, person + 1);
    for (int seat = 0; seat < free.size(); seat++) {
      if (people.get(person).contains(free.get(seat))) {
        List<String> left = new ArrayList<>(free);
        left.remove(seat);
        best = Math.max(best, 1 + most(left, people, person + 1));
      }
    }
    return best;
  }

  /** How many of them hold a role that is asked for. */
  static long holders(List<Place> places, List<Set<String>> people) {
    return people.stream()
        .filter(roles -> places.stream().anyMatch(place -> roles.contains(place.role())))
        .count();
  }
}
