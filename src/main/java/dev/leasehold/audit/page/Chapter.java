package dev.leasehold.audit.page;

import dev.leasehold.audit.LifeRow;
import dev.leasehold.audit.Spread;
import java.time.Duration;
import java.util.List;

/**
 * How long something took, as a chart and in figures.
 *
 * @param count of those for which the log says it
 */
public record Chapter(
    String heading,
    Bars bars,
    int count,
    String median,
    String ninety,
    String longest,
    List<Named> worst) {
  /** One of those that took longest. */
  public record Named(String request, String uid, String took) {}

  public Chapter {
    worst = List.copyOf(worst);
  }

  static Chapter of(String heading, Spread spread) {
    return new Chapter(
        heading,
        Bars.of(heading + ": number of requests", spread),
        spread.sorted().size(),
        Times.took(spread.percentile(50)),
        Times.took(spread.percentile(90)),
        Times.took(spread.percentile(100)),
        spread.worst().stream().map(Chapter::named).toList());
  }

  private static Named named(Spread.Timed timed) {
    Duration took = timed.took();
    return new Named(LifeRow.name(timed.life()), timed.life().request().uid(), Times.took(took));
  }
}
