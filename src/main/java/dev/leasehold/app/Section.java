package dev.leasehold.app;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a configuration that is written as JSON; whatever is wrong in it is named by place. */
record Section(String place, Map<?, ?> fields) {

  /** The sections of a list. */
  static List<Section> list(String place, String json) {
    return sections(place, whole(place, json));
  }

  /** The one section that an object is. */
  static Section object(String place, String json) {
    return section(place, whole(place, json));
  }

  private static @Nullable Object whole(String place, String json) {
    try {
      return Serialization.unmarshal("{\"whole\": " + json + "}", Map.class).get("whole");
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(place + " is no JSON");
    }
  }

  private static List<Section> sections(String place, @Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      throw new IllegalArgumentException(place + " is no list");
    }
    List<Section> sections = new ArrayList<>();
    for (Object one : list) {
      sections.add(section(place + "[" + sections.size() + "]", one));
    }
    return sections;
  }

  private static Section section(String place, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException(place + " is no object");
    }
    return new Section(place, fields);
  }

  /** Refuses every other field: a misspelt one would say nothing. */
  void only(String... known) {
    Set<String> names = Set.of(known);
    fields.keySet().stream()
        .map(String::valueOf)
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw wrong(name, "is unknown");
            });
  }

  IllegalArgumentException wrong(String field, String what) {
    return new IllegalArgumentException(place + "." + field + " " + what);
  }

  Optional<Section> section(String field) {
    return Optional.ofNullable(fields.get(field)).map(v -> section(place + "." + field, v));
  }

  List<Section> sections(String field) {
    Object value = fields.get(field);
    return value == null ? List.of() : sections(place + "." + field, value);
  }

  <T> Optional<T> read(String field, Function<String, T> reader) {
    try {
      return Optional.ofNullable(fields.get(field)).map(v -> reader.apply(String.valueOf(v)));
    } catch (IllegalArgumentException e) {
      throw wrong(field, "cannot be read");
    }
  }

  /** What is written there, without the space around it; empty where that is nothing. */
  Optional<String> text(String field) {
    return read(field, String::strip).filter(value -> !value.isEmpty());
  }

  Optional<List<String>> strings(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw wrong(field, "is no list of texts");
    }
    return Optional.of(list.stream().map(String::valueOf).toList());
  }

  Map<String, String> map(String field) {
    Map<String, String> map = new LinkedHashMap<>();
    section(field)
        .ifPresent(
            s -> s.fields().forEach((key, v) -> map.put(String.valueOf(key), String.valueOf(v))));
    return map;
  }
}
