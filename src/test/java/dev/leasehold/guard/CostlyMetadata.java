package dev.leasehold.guard;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** As much as the guard allows of what stands in metadata: see {@link CostlyWrites}. */
final class CostlyMetadata {
  static final String UID = "00000000-0000-4000-8000-000000000000";

  /** As long as the guard records them; in no more groups than directories put into a token. */
  static final String USER = "u".repeat(253);

  static final List<String> GROUPS =
      IntStream.range(0, 200).mapToObj(i -> "person-" + i + "-".repeat(100)).toList();

  private static final int REASON = 1024;

  private CostlyMetadata() {}

  /** So many annotations of others, as long as they may be together. */
  static Map<String, String> foreign(int number, int bytes, String filler) {
    Map<String, String> annotations = new TreeMap<>();
    String prefix = "f".repeat(249) + ".dev/" + "x".repeat(60);
    for (int i = 0; i < number; i++) {
      String key = prefix + (100 + i);
      annotations.put(key, filler.repeat(bytes / number - key.length()));
    }
    return annotations;
  }

  static Map<String, String> labels(int number) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < number; i++) {
      labels.put("l".repeat(249) + ".dev/" + "x".repeat(61) + (10 + i), "v".repeat(63));
    }
    return labels;
  }

  static String reason() {
    return " ".repeat(REASON - 1) + "x";
  }
}
