package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Format;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.model.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads stamps as the guard writes them, {@code <UID> <digest> <roles> <user name>}. What does not
 * have exactly that form was not written by the guard and is passed over.
 */
final class StampReader {
  /** The guard has as many slots. */
  private static final int SLOTS = 8;

  /** The user name is last, since it may contain anything. */
  private static final int FIELDS = 4;

  /** The limit of a line of a status. */
  private static final int USER_NAME = 1024;

  /** An offer names as many. */
  private static final int ROLES = 8;

  private static final Predicate<String> UID = Pattern.compile(Format.UID).asMatchPredicate();
  private static final Predicate<String> OFFER = Pattern.compile(Format.DIGEST).asMatchPredicate();
  private static final Predicate<String> ROLE = Pattern.compile(Format.NAME).asMatchPredicate();

  private StampReader() {}

  static List<Stamp> read(Map<String, String> annotations) {
    List<Stamp> stamps = new ArrayList<>();
    for (Stamp.Act act : Stamp.Act.values()) {
      for (int slot = 1; slot <= SLOTS; slot++) {
        read(annotations, act, slot).ifPresent(stamps::add);
      }
    }
    return stamps;
  }

  private static Optional<Stamp> read(Map<String, String> annotations, Stamp.Act act, int slot) {
    String value = annotations.get(act.text() + ".leasehold.dev/" + slot);
    if (value == null) {
      return Optional.empty();
    }
    String[] fields = value.split(" ", FIELDS);
    if (fields.length != FIELDS
        || !UID.test(fields[0])
        || !(OFFER.test(fields[1]) || fields[1].equals("none"))
        || !isUser(fields[3])) {
      return Optional.empty();
    }
    List<String> roles = fields[2].equals("-") ? List.of() : List.of(fields[2].split(",", -1));
    if (roles.size() > ROLES || !roles.stream().allMatch(ROLE)) {
      return Optional.empty();
    }
    String text = annotations.getOrDefault("reason.leasehold.dev/" + act.text() + "-" + slot, "");
    return Optional.of(
        new Stamp(act, slot, fields[0], fields[1], Set.copyOf(roles), fields[3], text));
  }

  /** What a status could not hold is no name; the guard stamps none such. */
  private static boolean isUser(String name) {
    return !name.isEmpty() && PlainLine.of(name, USER_NAME).equals(name);
  }
}
