package dev.leasehold.observe;

import dev.leasehold.model.Segregation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/**
 * Reads which entitlements exclude each other, as the chart's value {@code exclusions} says it.
 * What it does not understand stops the operator: it would let through what somebody meant to
 * forbid.
 */
public final class SegregationReader {
  private static final String PLACE = "exclusions: ";

  private SegregationReader() {}

  /**
   * Reads a list of pairs in JSON.
   *
   * @throws IllegalArgumentException naming the pair that cannot be used, and why
   */
  public static Segregation read(String json) {
    if (!(whole(json) instanceof List<?> pairs)) {
      throw new IllegalArgumentException(PLACE + "expected a list of pairs");
    }
    try {
      return Segregation.of(pairs.stream().map(SegregationReader::pair).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PLACE + e.getMessage());
    }
  }

  private static List<String> pair(Object pair) {
    if (pair instanceof List<?> names && names.stream().allMatch(String.class::isInstance)) {
      return names.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("expected two different entitlements, found " + pair);
  }

  private static Object whole(String json) {
    try {
      Object whole = Serialization.unmarshal("{\"whole\": " + json + "}", Map.class).get("whole");
      return whole == null ? List.of() : whole;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(PLACE + "expected JSON");
    }
  }
}
