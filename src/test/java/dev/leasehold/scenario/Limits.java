package dev.leasehold.scenario;

import dev.leasehold.model.Durations;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.policy.Ceiling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The ceilings of a scenario, as far as one speaks of them. */
final class Limits {
  private Limits() {}

  static List<Ceiling> of(Scenario scenario) {
    return scenario.maps("ceilings").stream().map(Limits::ceiling).toList();
  }

  @SuppressWarnings("unchecked")
  private static Ceiling ceiling(Map<String, Object> written) {
    Map<String, Object> catalogs = (Map<String, Object>) written.getOrDefault("catalogs", Map.of());
    Object fewest = written.get("minApprovals");
    return new Ceiling(
        new NamespaceSelector(
            (Map<String, String>) catalogs.getOrDefault("matchLabels", Map.of()), List.of()),
        Optional.ofNullable(written.get("maxDuration")).map(Object::toString).map(Durations::parse),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        fewest == null ? OptionalInt.empty() : OptionalInt.of((int) fewest));
  }
}
