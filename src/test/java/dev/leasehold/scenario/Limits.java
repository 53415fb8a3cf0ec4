package dev.leasehold.scenario;

import dev.leasehold.model.Durations;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.policy.ApprovalLimits;
import dev.leasehold.policy.Ceiling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
        Set.copyOf((List<String>) written.getOrDefault("namespaces", List.of(Ceiling.ANY))),
        new Ceiling.Lasting(duration(written, "maxDuration"), duration(written, "maxTotal")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new ApprovalLimits(
            fewest == null ? OptionalInt.empty() : OptionalInt.of((int) fewest),
            Set.of(),
            Optional.empty(),
            true,
            Optional.empty()));
  }

  private static Optional<Duration> duration(Map<String, Object> written, String key) {
    return Optional.ofNullable(written.get(key)).map(Object::toString).map(Durations::parse);
  }
}
