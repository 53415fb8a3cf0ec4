package dev.leasehold.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The most that an approver accepts of what was asked for.
 *
 * @param duration how long at most; empty: as long as was asked
 * @param targets which at most; empty: all that were asked for
 */
public record Limit(Optional<Duration> duration, List<String> targets) {
  /** All that was asked for. */
  public static final Limit NONE = new Limit(Optional.empty(), List.of());

  private static final String DURATION = "duration=(?:[0-9]{1,5}[hms]){1,4}";

  private static final String NAME = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";

  private static final String TARGETS = "targets=" + NAME + "(?:," + NAME + "){0,7}";

  /** The policy leasehold-limits lets nobody write anything else. */
  private static final Pattern WRITTEN =
      Pattern.compile("(none|%1$s|%2$s|%1$s %2$s)(?: reason=(.+))?".formatted(DURATION, TARGETS));

  public Limit {
    targets = List.copyOf(targets);
  }

  /** A limit as somebody wrote it, and why; the reason may be empty. */
  public record Written(Limit limit, String reason) {}

  /** What the annotation says; empty where it does not have the form. */
  public static Optional<Written> read(String annotation) {
    Matcher found = WRITTEN.matcher(annotation);
    if (!found.matches()) {
      return Optional.empty();
    }
    List<String> parts = List.of(found.group(1).split(" ", -1));
    Limit limit =
        new Limit(
            value(parts, "duration=").map(Durations::parse),
            value(parts, "targets=")
                .map(names -> Stream.of(names.split(",", -1)).distinct().toList())
                .orElse(List.of()));
    return Optional.of(new Written(limit, Objects.requireNonNullElse(found.group(2), "")));
  }

  private static Optional<String> value(List<String> parts, String key) {
    return parts.stream()
        .filter(part -> part.startsWith(key))
        .map(part -> part.substring(key.length()))
        .findFirst();
  }

  /** Whether it is less than this; what it does not speak of is as it was asked. */
  boolean isLessThan(Duration asked, List<String> askedTargets) {
    return !equals(NONE)
        && duration.stream().allMatch(most -> isPositive(most) && most.compareTo(asked) < 0)
        && (askedTargets.isEmpty()
            || (askedTargets.containsAll(targets) && targets.size() < askedTargets.size()));
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }

  /** As the annotation has it, without a reason. */
  public String text() {
    return equals(NONE)
        ? "none"
        : Stream.concat(
                duration.stream().map(most -> "duration=" + Durations.text(most)),
                targets.isEmpty()
                    ? Stream.empty()
                    : Stream.of("targets=" + String.join(",", targets)))
            .collect(Collectors.joining(" "));
  }
}
