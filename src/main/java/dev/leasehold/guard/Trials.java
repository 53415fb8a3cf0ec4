package dev.leasehold.guard;

import java.util.List;
import java.util.stream.Stream;

/** Every trial of one proof. Each policy has at least one, which only that policy refuses. */
final class Trials {
  private Trials() {}

  /**
   * In the order in which they are to be tried.
   *
   * @param stamps whether this cluster has mutating policies at all
   */
  static List<Trial> all(ApiServer api, Installation installation, boolean stamps) {
    Canary canary = new Canary(installation);
    RequestTrials requests = new RequestTrials(api, canary);
    return Stream.of(
            requests.forgeries(),
            new RecordTrials(api, canary).forgeries(),
            new FenceTrials(api, canary).forgeries(),
            stamps ? requests.stamping() : List.<Trial>of())
        .flatMap(List::stream)
        .toList();
  }
}
