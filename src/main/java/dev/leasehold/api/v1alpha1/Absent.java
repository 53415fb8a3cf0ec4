package dev.leasehold.api.v1alpha1;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an absent list, map or text as an empty one, so that nobody has to ask twice. */
final class Absent {
  private Absent() {}

  static <T> List<T> asEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static String asEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static <V> Map<String, V> asEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }
}
