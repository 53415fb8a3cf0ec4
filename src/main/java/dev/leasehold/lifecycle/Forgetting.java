package dev.leasehold.lifecycle;

import dev.leasehold.model.Persons;
import dev.leasehold.model.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has asked for a record to be closed although its end is not proved (design.md §3), or for one
 * of a refusal to be removed before its time.
 */
public final class Forgetting {
  private static final int PEOPLE = 2;

  private Forgetting() {}

  /**
   * Who asked for it and does not count, as far as fewer than two people are left by that.
   *
   * @param involved names of those who had a part in it
   */
  public static List<String> unheard(
      List<Stamp> stamps, String recordUid, Set<String> involved, Persons persons) {
    List<String> asked =
        asked(Stamp.Act.FORGET, stamps, recordUid).map(Stamp::user).distinct().toList();
    return asked.size() < PEOPLE || !by(stamps, recordUid, involved, persons).isEmpty()
        ? List.of()
        : asked;
  }

  /**
   * Why those who asked for this do not count, as long as fewer than two people do; empty if nobody
   * is left out.
   *
   * @param involved names of those who had a part in it
   */
  public static List<String> uncounted(
      Stamp.Act act, List<Stamp> stamps, String recordUid, Set<String> involved, Persons persons) {
    if (!by(act, stamps, recordUid, involved, persons).isEmpty()) {
      return List.of();
    }
    Set<String> parties = involved.stream().map(persons::key).collect(Collectors.toSet());
    Map<String, String> counted = new HashMap<>();
    List<String> whyNot = new ArrayList<>();
    for (String who : asked(act, stamps, recordUid).map(Stamp::user).distinct().toList()) {
      String first = counted.getOrDefault(persons.key(who), who);
      if (persons.isMachine(who)) {
        whyNot.add("\"%s\" is a machine".formatted(who));
      } else if (parties.contains(persons.key(who))) {
        whyNot.add("\"%s\" had a part in it".formatted(who));
      } else if (!first.equals(who)) {
        whyNot.add("\"%s\" and \"%s\" are one person".formatted(first, who));
      } else {
        counted.put(persons.key(who), who);
      }
    }
    return List.copyOf(whyNot);
  }

  /**
   * What was asked, once for each person; nothing as long as it is fewer than two people.
   *
   * @param involved names of those who had a part in it, and do not count
   */
  public static List<Stamp> by(
      List<Stamp> stamps, String recordUid, Set<String> involved, Persons persons) {
    return by(Stamp.Act.FORGET, stamps, recordUid, involved, persons);
  }

  /** The same of this act. */
  public static List<Stamp> by(
      Stamp.Act act, List<Stamp> stamps, String recordUid, Set<String> involved, Persons persons) {
    Set<String> parties = involved.stream().map(persons::key).collect(Collectors.toSet());
    Map<String, Stamp> people = new LinkedHashMap<>();
    asked(act, stamps, recordUid)
        .filter(stamp -> !persons.isMachine(stamp.user()))
        .filter(stamp -> !parties.contains(persons.key(stamp.user())))
        .forEach(stamp -> people.putIfAbsent(persons.key(stamp.user()), stamp));
    return people.size() < PEOPLE ? List.of() : List.copyOf(people.values());
  }

  private static Stream<Stamp> asked(Stamp.Act act, List<Stamp> stamps, String recordUid) {
    return stamps.stream().filter(stamp -> stamp.act() == act && stamp.uid().equals(recordUid));
  }
}
