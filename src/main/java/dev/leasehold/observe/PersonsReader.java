package dev.leasehold.observe;

import dev.leasehold.model.Machines;
import dev.leasehold.model.Persons;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is the same person and who is a machine, as the chart's values {@code people} and
 * {@code machines} say it. What it does not understand stops the operator: it would let through
 * what somebody meant to forbid.
 */
public final class PersonsReader {
  private static final String USERS = "users";
  private static final String GROUPS = "groups";

  private PersonsReader() {}

  /**
   * Reads both, in JSON.
   *
   * @throws IllegalArgumentException naming the entry that cannot be used, and why
   */
  public static Persons read(String people, String machines) {
    return Persons.of(
        list("people", whole("people", people)).stream()
            .map(names -> strings("people", names))
            .toList(),
        new Machines(users(machines), groups(machines)));
  }

  /** The users that are machines, as they are written. */
  public static List<String> users(String machines) {
    return strings("machines.users", fields(machines).get(USERS));
  }

  /** The groups whose members are. */
  public static List<String> groups(String machines) {
    return strings("machines.groups", fields(machines).get(GROUPS));
  }

  private static Map<?, ?> fields(String machines) {
    if (!(whole("machines", machines) instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException("machines: expected an object with users and groups");
    }
    if (!Set.of(USERS, GROUPS).containsAll(fields.keySet())) {
      throw new IllegalArgumentException("machines: only users and groups are known");
    }
    return fields;
  }

  private static @Nullable Object whole(String place, String text) {
    try {
      return Serialization.unmarshal("{\"whole\": " + text + "}", Map.class).get("whole");
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(place + ": expected JSON");
    }
  }

  private static List<?> list(String place, @Nullable Object value) {
    if (Objects.requireNonNullElse(value, List.of()) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(place + ": expected a list");
  }

  private static List<String> strings(String place, @Nullable Object value) {
    return list(place, value).stream()
        .map(
            one -> {
              if (one instanceof String text) {
                return text;
              }
              throw new IllegalArgumentException(place + ": expected lists of names, found " + one);
            })
        .toList();
  }
}
