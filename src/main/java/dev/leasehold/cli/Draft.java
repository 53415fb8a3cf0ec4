package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.EmergencySpec;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.JustificationSpec;
import dev.leasehold.model.Durations;
import dev.leasehold.policy.TicketPattern;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request that somebody wants to write.
 *
 * @param offered what the catalog says, where it could be read
 */
record Draft(
    String catalog, String name, String namespace, Asking asking, Optional<Entitlement> offered) {
  /** What is asked for where nothing is said. */
  private static final String USUAL = "1h";

  /** The name of the request. */
  String requestName() {
    return Objects.requireNonNullElse(asking.name, name);
  }

  /** What is wrong with it, and in which field; empty where nothing was found. */
  Optional<String> fault() {
    return Stream.of(
            state(), duration(), start(), targets(), emergency(), justification(), ticket())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> state() {
    return offered
        .filter(e -> e.state() != EntitlementState.Requestable)
        .map(
            e ->
                "spec.entitlement: %s.%s is %s and cannot be requested"
                    .formatted(catalog, name, e.state()));
  }

  private Optional<String> duration() {
    Optional<Duration> wanted = Optional.ofNullable(asking.duration).flatMap(Draft::read);
    if (asking.duration != null && wanted.filter(Duration::isPositive).isEmpty()) {
      return Optional.of(
          "spec.duration: '%s' is not a time such as 30m or 1h30m".formatted(asking.duration));
    }
    return wanted
        .flatMap(w -> longest().filter(most -> w.compareTo(most) > 0))
        .map(
            most ->
                "spec.duration: %s exceeds %s, the longest that %s.%s allows%s"
                    .formatted(
                        asking.duration,
                        Durations.text(most),
                        catalog,
                        name,
                        asking.emergency ? " in an emergency" : ""));
  }

  private Optional<Duration> longest() {
    return offered
        .map(
            e ->
                asking.emergency && e.emergency() != null
                    ? e.emergency().maxDuration()
                    : e.maxDuration())
        .flatMap(Draft::read);
  }

  private static Optional<Duration> read(String text) {
    try {
      return Optional.of(Durations.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> start() {
    try {
      if (asking.startAt != null) {
        Instant _ = Instant.parse(asking.startAt);
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of(
          "spec.startAt: '%s' is not a time such as 2026-12-01T08:00:00Z"
              .formatted(asking.startAt));
    }
  }

  private Optional<String> targets() {
    List<String> known =
        offered.stream().flatMap(e -> e.targets().stream()).map(EntitlementTarget::name).toList();
    return asking.targets.stream()
        .filter(target -> !known.isEmpty() && !known.contains(target))
        .findFirst()
        .map(
            target ->
                "spec.targets: %s.%s has no target %s; it has %s"
                    .formatted(catalog, name, target, String.join(", ", known)));
  }

  private Optional<String> emergency() {
    Optional<EmergencySpec> rule = offered.map(Entitlement::emergency);
    return asking.emergency && offered.isPresent() && rule.isEmpty()
        ? Optional.of(
            "spec.emergency: %s.%s has no emergency rule; leave --emergency out"
                .formatted(catalog, name))
        : Optional.empty();
  }

  private Optional<JustificationSpec> demanded() {
    return offered.map(Entitlement::approval).map(approval -> approval.justification());
  }

  private Optional<String> justification() {
    String said = asking.justification.strip();
    return demanded()
        .map(JustificationSpec::minLength)
        .filter(least -> said.codePointCount(0, said.length()) < least)
        .map(
            least ->
                "spec.justification: must say in at least %d characters why; use --reason"
                    .formatted(least));
  }

  private Optional<String> ticket() {
    return demanded()
        .map(JustificationSpec::ticketPattern)
        .filter(pattern -> TicketPattern.flaw(pattern).isEmpty())
        .filter(pattern -> !TicketPattern.matches(pattern, asking.ticket))
        .map(pattern -> "spec.ticket: must match " + pattern + "; use --ticket");
  }

  /** The object, with what was said and nothing else. */
  Map<String, ?> object() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("entitlement", ordered("catalog", catalog, "name", name));
    spec.put("subject", Map.of("serviceAccountName", Objects.requireNonNull(asking.account)));
    spec.put("duration", asking.duration == null ? usual() : asking.duration);
    putIfSaid(spec, "targets", asking.targets);
    putIfSaid(spec, "startAt", Objects.requireNonNullElse(asking.startAt, ""));
    putIfSaid(spec, "justification", asking.justification);
    putIfSaid(spec, "ticket", asking.ticket);
    if (asking.emergency) {
      spec.put("emergency", true);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "leasehold.dev/v1alpha1");
    object.put("kind", "AccessRequest");
    object.put("metadata", ordered("name", requestName(), "namespace", namespace));
    object.put("spec", spec);
    return object;
  }

  private String usual() {
    return longest()
        .filter(most -> most.compareTo(Durations.parse(USUAL)) < 0)
        .map(Durations::text)
        .orElse(USUAL);
  }

  private static void putIfSaid(Map<String, Object> spec, String field, Object value) {
    if (!value.equals("") && !value.equals(List.of())) {
      spec.put(field, value);
    }
  }

  private static Map<String, String> ordered(String one, String its, String other, String others) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(one, its);
    map.put(other, others);
    return map;
  }
}
