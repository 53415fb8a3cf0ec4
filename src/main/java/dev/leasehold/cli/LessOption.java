package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** That less is accepted than was asked. */
final class LessOption {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = WaitCommand.Limit.class,
      description =
          "Accept a shorter time only, such as 2h. That makes another offer, which everybody else"
              + " has to accept too.")
  private @Nullable Duration duration;

  @Option(
      names = "--targets",
      paramLabel = "NAME",
      split = ",",
      description = "Accept these of the targets only; likewise.")
  private List<String> targets = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why less; it stays in the record.")
  private String reason = "";

  /** What is accepted at most; empty where all of it is. */
  Optional<Limit> limit() {
    Limit limit = new Limit(Optional.ofNullable(duration), targets.stream().distinct().toList());
    return Optional.of(limit).filter(l -> !l.equals(Limit.NONE));
  }

  /** Whether why less is accepted was given, though all of it is. */
  boolean isReasonForNothing() {
    return !reason.isBlank() && limit().isEmpty();
  }

  /** As it is annotated. */
  String text(Limit limit) {
    return limit.text() + (reason.isBlank() ? "" : " reason=" + reason);
  }

  /** Whether this limit holds. */
  static boolean holds(Limit limit, RequestLimit said) {
    return limit.duration().map(Durations::text).equals(Optional.ofNullable(said.duration()))
        && limit.targets().equals(said.targets());
  }
}
