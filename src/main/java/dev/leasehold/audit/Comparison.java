package dev.leasehold.audit;

import java.util.List;
import java.util.Map;

/**
 * What a comparison of records with a log gave.
 *
 * @param records how many there were
 * @param differences the first 1,000
 * @param count of all differences
 * @param uncompared how many there are of each thing that could not be told
 */
public record Comparison(
    long records, List<Difference> differences, long count, Map<Uncompared, Long> uncompared) {
  public Comparison {
    differences = List.copyOf(differences);
    uncompared = Map.copyOf(uncompared);
  }

  public boolean agrees() {
    return count == 0;
  }
}
