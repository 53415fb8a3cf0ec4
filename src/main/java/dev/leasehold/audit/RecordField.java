package dev.leasehold.audit;

/** What of an AccessRecord is compared with the log. */
public enum RecordField {
  RECORD(""),
  NAME("metadata.name"),
  OUTCOME("spec.outcome"),
  REQUESTER("spec.requester.name"),
  APPLIER("spec.applier"),
  SUBJECT("spec.subject"),
  ENTITLEMENT("spec.entitlement"),
  APPROVALS("spec.approvals"),
  START("spec.window.start"),
  END("spec.window.end"),
  PHASE("status.phase"),
  CAUSE("status.ending.cause"),
  ENDED("status.endedAt"),
  EVIDENCE("status.evidence"),
  TIMES("times");

  private final String path;

  RecordField(String path) {
    this.path = path;
  }

  /** Where it is in the record; empty for the record as such. */
  public String path() {
    return path;
  }
}
