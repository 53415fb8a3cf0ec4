package dev.leasehold.audit;

import dev.leasehold.model.RequestRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the log says of one request, from asked to removed. */
public record Life(
    RequestRef request,
    Asking asking,
    List<Approver> approvals,
    Access access,
    Ending ending,
    Oversight oversight,
    Chain chain) {
  public Life {
    approvals = List.copyOf(approvals);
  }

  /**
   * Its entries and what is exceptional about them.
   *
   * @param steps the first 40 and the latest 40
   * @param entries how many there are
   * @param deviations the worst first
   */
  public record Chain(List<Step> steps, long entries, List<Deviation> deviations) {
    public Chain {
      steps = List.copyOf(steps);
      deviations = List.copyOf(deviations);
    }
  }

  /** How far it had come. */
  public State state() {
    return State.of(access, ending);
  }

  /** When access was to end: with its window, or earlier because somebody or a rule ended it. */
  public Optional<Instant> due() {
    return Stream.of(access.windowEnd(), ending.begun())
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .filter(_ -> access.isBegun());
  }

  /** When the latest approval before the first provision was given. */
  public Optional<Instant> approvedAt() {
    return approvals.stream()
        .flatMap(approver -> approver.at().stream())
        .filter(at -> access.intended().map(begun -> !at.isAfter(begun)).orElse(true))
        .max(Instant::compareTo);
  }

  public boolean has(Deviation deviation) {
    return chain.deviations().contains(deviation);
  }
}
