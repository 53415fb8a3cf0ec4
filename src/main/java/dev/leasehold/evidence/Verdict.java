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
 * @param cosigned by whom the checkpoint was; nothing if that was not asked, or is not so
 */
public record Verdict(
    Optional<Checkpoint> checkpoint,
    Selection selection,
    long entries,
    List<Finding> findings,
    long count,
    Optional<Cosigned> cosigned) {
  public Verdict {
    findings = List.copyOf(findings);
  }

  /**
   * The demanded cosignatures are there.
   *
   * @param newer how many entries the log has that came later, for which only its own key stands
   */
  public record Cosigned(TrustPolicy.Quorate quorate, long newer) {}

  static Verdict of(
      Optional<Checkpoint> checkpoint, Selection selection, long entries, Findings findings) {
    return new Verdict(
        checkpoint, selection, entries, findings.kept(), findings.count(), Optional.empty());
  }

  Verdict with(Optional<Cosigned> found) {
    return new Verdict(checkpoint, selection, entries, findings, count, found);
  }

  public boolean isSound() {
    return count == 0;
  }
}
