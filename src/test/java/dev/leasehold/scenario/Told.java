package dev.leasehold.scenario;

import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
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
import org.jspecify.annotations.Nullable;

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
      @Nullable Object value = value(step, component);
      fact(value instanceof Optional<?> some ? some.orElse(null) : value)
          .ifPresent(fact -> told.put(component.getName(), fact));
    }
    return told;
  }

  private static Optional<Object> fact(@Nullable Object value) {
    return Optional.ofNullable(
        switch (value) {
          case null -> null;
          case Reason(ReasonCode code, String message) -> code + ": " + message;
          case EndCause cause ->
              cause.kind() + " by " + cause.actor() + " at " + cause.at() + ": " + cause.message();
          case Window window -> window.start() + " to " + window.end();
          case Instant at -> at.toString();
          case Duration span -> span.toString();
          case Boolean yes -> yes;
          case Integer number -> number;
          default -> null;
        });
  }

  private static @Nullable Object value(Record step, RecordComponent component) {
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
