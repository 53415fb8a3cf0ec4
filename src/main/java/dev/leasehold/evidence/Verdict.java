package dev.leasehold.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What was found in a log or an export.
 *
 * @param checkpoint what it was held against; nothing if that is not valid
 * @param selection what an export has of the log
 * @param entries how many were looked at
 * @param findings what is wrong, the first 1,000
 * @param count of all findings
 */
public record Verdict(
    Optional<Checkpoint> checkpoint,
    Selection selection,
    long entries,
    List<Finding> findings,
    long count) {
  public Verdict {
    findings = List.copyOf(findings);
  }

  static Verdict of(
      Optional<Checkpoint> checkpoint, Selection selection, long entries, Findings findings) {
    return new Verdict(checkpoint, selection, entries, findings.kept(), findings.count());
  }

  public boolean isSound() {
    return count == 0;
  }
}
