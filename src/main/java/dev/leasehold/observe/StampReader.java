package dev.leasehold.observe;

import dev.leasehold.model.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads stamps as the guard writes them, {@code <UID> <digest> <roles> <user name>}. What does not
 * have exactly that form was not written by the guard and is passed over.
 */
final class StampReader {
  /** The guard has as many slots. */
  private static final int SLOTS = 8;

  /** The user name is last, since it may contain anything. */
  private static final int FIELDS = 4;

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
    if (fields.length != FIELDS || fields[3].isEmpty()) {
      return Optional.empty();
    }
    Set<String> roles =
        fields[2].equals("-") ? Set.of() : Set.copyOf(List.of(fields[2].split(",", -1)));
    String text = annotations.getOrDefault("reason.leasehold.dev/" + act.text() + "-" + slot, "");
    return Optional.of(new Stamp(act, slot, fields[0], fields[1], roles, fields[3], text));
  }
}
