package dev.leasehold.lifecycle;

import dev.leasehold.model.Stamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has asked for a record to be closed although its end is not proved (design.md §3). */
public final class Forgetting {
  private static final int PEOPLE = 2;

  private Forgetting() {}

  /** What was asked, once for each person; nothing as long as it is fewer than two people. */
  public static List<Stamp> by(List<Stamp> stamps, String recordUid) {
    Map<String, Stamp> people = new LinkedHashMap<>();
    stamps.stream()
        .filter(stamp -> stamp.act() == Stamp.Act.FORGET && stamp.uid().equals(recordUid))
        .forEach(stamp -> people.putIfAbsent(stamp.user(), stamp));
    return people.size() < PEOPLE ? List.of() : List.copyOf(people.values());
  }
}
