package dev.leasehold.scenario;

import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Window;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Steps and outcomes in words that a person can compare. */
final class Told {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int QUOTED = 16;

  private Told() {}

  /** The step's name, and those of its parts that are facts by themselves. */
  static Map<String, Object> step(Record step) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("step", step.getClass().getSimpleName());
    for (RecordComponent component : step.getClass().getRecordComponents()) {
      Object value = value(step, component);
      (value instanceof Optional<?> some ? some.flatMap(Told::fact) : fact(value))
          .ifPresent(fact -> told.put(component.getName(), fact));
    }
    return told;
  }

  private static Optional<Object> fact(Object value) {
    return switch (value) {
      case Reason(String code, String message) -> Optional.of(code + ": " + message);
      case EndCause cause ->
          Optional.of(
              cause.kind() + " by " + cause.actor() + " at " + cause.at() + ": " + cause.message());
      case Window window -> Optional.of(window.start() + " to " + window.end());
      case Instant at -> Optional.of(at.toString());
      case Duration span -> Optional.of(span.toString());
      case Boolean yes -> Optional.of(yes);
      case Integer number -> Optional.of(number);
      default -> Optional.empty();
    };
  }

  private static Object value(Record step, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(step);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Digests differ whenever an offer says more; which are the same is what matters. */
  static String masked(String yaml) {
    Set<String> digests = new LinkedHashSet<>();
    DIGEST.matcher(yaml).results().map(MatchResult::group).forEach(digests::add);
    String masked = yaml;
    int number = 0;
    for (String digest : digests) {
      number++;
      masked = masked.replace(digest, "digest-" + number);
      masked = masked.replace(digest.substring(0, QUOTED), "digits-of-digest-" + number);
    }
    return masked;
  }
}
