package dev.leasehold.audit;

import java.util.ArrayList;
import java.util.List;

/** What this log, or no log, can tell; in sentences. */
public final class Unknowns {
  private static final List<String> ALWAYS =
      List.of(
          "When a request was created. Times to approval begin with the first offer.",
          "Whether two names are one person. Who approved is compared with requester, applier and"
              + " subject by name; the log has the names that the API server, or the signature,"
              + " gave.",
          "Access that Leasehold did not provide, and what was done with access that it did; see"
              + " ./leasehold report and the API server's audit log.",
          "What the operator could not write before its process ended, and no record told it; see"
              + " decision 0129. A removal without its entry is listed here as not proved.",
          "Refusals that were equal to one just before; the AccessRecord of that one counts them.",
          "Whether texts are true: the log proves what was said, when, and that it was not changed.");

  private Unknowns() {}

  public static List<String> of(Report report) {
    List<String> all = new ArrayList<>();
    if (!report.source().isComplete()) {
      all.add(
          "Whether entries were left out: an export of "
              + report.source().selection().text()
              + " was read. Lives may begin or end outside it.");
    }
    add(
        all,
        "Whether approval was needed for %d of those to which access was provided: no approval"
            + " is in the log, nor whether one was needed.",
        report.count(
            life ->
                life.access().isBegun()
                    && life.approvals().isEmpty()
                    && life.oversight().approvalNeeded().isEmpty()));
    add(
        all,
        "Whether %d of those to which access was provided were emergencies, and whether a review"
            + " was due: their entries do not say it.",
        report.count(life -> life.access().isBegun() && life.oversight().emergency().isEmpty()));
    add(
        all,
        "Until when the access of %d was to last: their entries have no window.",
        report.count(life -> life.access().isBegun() && life.access().windowEnd().isEmpty()));
    all.addAll(ALWAYS);
    return List.copyOf(all);
  }

  private static void add(List<String> all, String sentence, long count) {
    if (count > 0) {
      all.add(sentence.formatted(count));
    }
  }
}
