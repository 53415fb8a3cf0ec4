package dev.leasehold.scenario;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Specs and statuses as trees in which what people read line by line is one line each. */
final class Lines {
  private static final Map<String, List<String>> LINES =
      Map.of(
          "conditions", List.of("type", "status", "reason", "lastTransitionTime", "message"),
          "history", List.of("at", "event", "actor", "reason", "message"),
          "decision", List.of("rule", "result", "message"));

  private Lines() {}

  static Map<String, Object> of(Object part) {
    return shortened(Scenario.tree(Serialization.asJson(part)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> shortened(Map<String, Object> tree) {
    Map<String, Object> after = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> {
          List<String> fields = LINES.get(key);
          if (fields != null && value instanceof List<?> items) {
            List<String> lines = new ArrayList<>();
            items.forEach(item -> lines.add(line((Map<String, Object>) item, fields)));
            after.put(key, lines);
          } else {
            after.put(key, value);
          }
        });
    return after;
  }

  /** The fields in their order; those that are not among them follow, so that none is missed. */
  private static String line(Map<String, Object> item, List<String> fields) {
    Stream<String> known =
        fields.stream().filter(item::containsKey).map(field -> String.valueOf(item.get(field)));
    Stream<String> others =
        item.keySet().stream()
            .filter(key -> !fields.contains(key) && !key.equals("observedGeneration"))
            .sorted()
            .map(key -> key + "=" + item.get(key));
    return Stream.concat(known, others).collect(Collectors.joining(" "));
  }
}
