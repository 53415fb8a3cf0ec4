package dev.leasehold.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Pairs of entitlements that nobody is to hold together, as whoever installed Leasehold says it:
 * they count whatever the owners of catalogs say, and whether they say anything.
 *
 * @param partners by the qualified name of an entitlement those of what excludes it
 */
public record Segregation(Map<String, Set<String>> partners) {
  /** Nobody says anything. */
  public static final Segregation NONE = new Segregation(Map.of());

  private static final int PAIR = 2;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final Pattern QUALIFIED = Pattern.compile(LABEL + "\\." + LABEL);

  public Segregation {
    Map<String, Set<String>> copy = new HashMap<>();
    partners.forEach((name, others) -> copy.put(name, Set.copyOf(others)));
    partners = Map.copyOf(copy);
  }

  /**
   * From pairs of qualified names.
   *
   * @throws IllegalArgumentException saying which pair cannot be meant, and why
   */
  public static Segregation of(List<List<String>> pairs) {
    Map<String, Set<String>> partners = new HashMap<>();
    for (List<String> pair : pairs) {
      if (pair.size() != PAIR || pair.getFirst().equals(pair.getLast())) {
        throw new IllegalArgumentException("expected two different entitlements, found " + pair);
      }
      pair.stream()
          .filter(name -> !QUALIFIED.matcher(name).matches())
          .findFirst()
          .ifPresent(
              name -> {
                throw new IllegalArgumentException(
                    "expected <catalog>.<entitlement>, found " + name);
              });
      partners.computeIfAbsent(pair.getFirst(), n -> new HashSet<>()).add(pair.getLast());
      partners.computeIfAbsent(pair.getLast(), n -> new HashSet<>()).add(pair.getFirst());
    }
    return new Segregation(partners);
  }

  /** Qualified names of what excludes this entitlement. */
  public Set<String> of(String qualified) {
    return partners.getOrDefault(qualified, Set.of());
  }
}
