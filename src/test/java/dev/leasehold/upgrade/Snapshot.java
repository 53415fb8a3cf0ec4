package dev.leasehold.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All objects of our kinds at one time, as the API server shows them. */
record Snapshot(Map<String, JsonNode> objects) {
  static final List<String> KINDS = List.of("EntitlementCatalog", "AccessRequest", "AccessRecord");

  private static final List<String> COUNTERS = List.of("managedFields", "resourceVersion");

  Snapshot {
    objects = Map.copyOf(objects);
  }

  /** What there is now, but for what counts writes and writers. */
  static Snapshot of(Lab lab) {
    Map<String, JsonNode> objects = new TreeMap<>();
    for (String kind : KINDS) {
      for (GenericKubernetesResource object : list(lab, kind)) {
        ObjectNode json =
            lab.adminClient().getKubernetesSerialization().convertValue(object, ObjectNode.class);
        ((ObjectNode) json.get("metadata")).remove(COUNTERS);
        objects.put(kind + " " + object.getMetadata().getName(), json);
      }
    }
    return new Snapshot(objects);
  }

  static List<GenericKubernetesResource> list(Lab lab, String kind) {
    return lab.adminClient()
        .genericKubernetesResources("leasehold.dev/v1alpha1", kind)
        .inAnyNamespace()
        .list()
        .getItems();
  }

  /**
   * What is different in a later one, by object: what was added (+), removed (-) or changed (~).
   */
  Map<String, List<String>> changes(Snapshot later) {
    Map<String, List<String>> changes = new TreeMap<>();
    objects.forEach(
        (name, before) -> {
          TreeSet<String> found = new TreeSet<>();
          JsonNode after = later.objects.get(name);
          compare("", before, after, found);
          if (!found.isEmpty()) {
            changes.put(name, List.copyOf(found));
          }
        });
    return changes;
  }

  /** The same by change: how many objects of which kind. */
  static Map<String, Long> counted(Map<String, List<String>> changes) {
    return changes.entrySet().stream()
        .flatMap(
            e -> e.getValue().stream().map(change -> e.getKey().split(" ", 2)[0] + " " + change))
        .map(change -> change.replaceAll("/\\d+", "[]"))
        .collect(Collectors.groupingBy(c -> c, TreeMap::new, Collectors.counting()));
  }

  /** What such an object has there; empty where it has nothing. */
  String at(String name, String pointer) {
    return Objects.requireNonNull(objects.get(name), name).at(pointer).asText();
  }

  private static void compare(
      String path, JsonNode before, @Nullable JsonNode after, TreeSet<String> found) {
    if (after == null) {
      found.add("-" + path);
    } else if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
      one.properties()
          .forEach(
              p -> compare(path + "/" + p.getKey(), p.getValue(), other.get(p.getKey()), found));
      other
          .properties()
          .forEach(
              p -> {
                if (!one.has(p.getKey())) {
                  found.add("+" + path + "/" + p.getKey());
                }
              });
    } else if (before instanceof ArrayNode one && after instanceof ArrayNode other) {
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        if (one.has(i)) {
          compare(path + "/" + i, Objects.requireNonNull(one.get(i)), other.get(i), found);
        } else {
          found.add("+" + path + "/" + i);
        }
      }
    } else if (!before.equals(after)) {
      found.add("~" + path);
    }
  }
}
