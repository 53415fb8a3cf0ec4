package dev.leasehold.evidence;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, up to a bound; what comes after it is only counted. For one thread. */
final class Findings {
  private static final int KEPT = 1000;

  private final List<Finding> kept = new ArrayList<>();
  private long count;

  void add(Finding finding) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(finding);
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  long count() {
    return count;
  }
}
