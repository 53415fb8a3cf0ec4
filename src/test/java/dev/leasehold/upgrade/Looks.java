package dev.leasehold.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.path.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Looks at what became of what was granted; throws where it is not as it must be. */
record Looks(Stock stock) {
  /** G1: a binding's access ends within 2 s. */
  private static final Duration LATE = Duration.ofSeconds(2);

  /** What fell due while nobody could end it ends within 5 s of an operator's being ready. */
  private static final Duration OVERDUE = Duration.ofSeconds(5);

  /** Those in use work, and were never refused. */
  String live(List<String> names) {
    TreeMap<String, Integer> answers = new TreeMap<>();
    for (String name : names) {
      Use use = stock.use(name);
      assertThat(use.refused()).as(name + ": first refusal").isEmpty();
      Instant now = Instant.now();
      Lab.await().until(() -> use.accepted().orElseThrow().isAfter(now));
      assertThat(use.refused()).as(name + ": first refusal").isEmpty();
      answers.put(name, use.answers());
    }
    return "never refused, of so many uses: " + answers;
  }

  /**
   * It ended by its window, and not before.
   *
   * @param able from when on somebody could end it
   */
  String endedAt(String name, Instant able) {
    Asked asked = stock.of(name);
    Instant end = end(asked);
    Instant due = end.isAfter(able) ? end : able;
    Use use = stock.use(name);
    Lab.await().until(() -> use.refused().isPresent());
    Instant refused = use.refused().orElseThrow();
    assertThat(refused).as("first refusal").isAfterOrEqualTo(end);
    asked.awaits(RequestPhase.Ended);
    Instant last = use.accepted().orElseThrow();
    assertThat(last).as("last use").isBeforeOrEqualTo(due.plus(end.isAfter(able) ? LATE : OVERDUE));
    assertThat(Objects.requireNonNull(asked.recorded(asked.uid()).ending()).cause())
        .isEqualTo(EndingCause.Expired);
    asked.leftNothing(asked.uid());
    return "refused %d ms after its end, %d ms after somebody could end it"
        .formatted(
            Duration.between(end, refused).toMillis(), Duration.between(due, refused).toMillis());
  }

  /** Somebody ended it: it is refused, and nothing is left. */
  String over(String name, RequestPhase phase) {
    Asked asked = stock.of(name);
    asked.awaits(phase);
    Lab.await().until(() -> asked.recorded(asked.uid()).phase() == RecordPhase.Ended);
    assertThat(stock.use(name).refused()).isPresent();
    asked.leftNothing(asked.uid());
    return "refused, and nothing is left";
  }

  /** What is held is refused all the same, and its record stays open. */
  String held(String name) {
    Asked asked = stock.of(name);
    Lab.await().until(() -> stock.use(name).refused().isPresent());
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.recorded(asked.uid()).conditions())
                    .anyMatch(
                        c ->
                            c.getType().equals("RevocationFailed")
                                && c.getStatus().equals("True")));
    assertThat(asked.recorded(asked.uid()).phase()).isEqualTo(RecordPhase.Ending);
    return "refused; the record is open";
  }

  static Instant end(Asked asked) {
    return Instant.parse(Objects.requireNonNull(asked.status().expiresAt(), "expiresAt"));
  }
}
