package dev.leasehold.audit;

/** What could not be told from a log and records; none of it speaks against either. */
public enum Uncompared {
  OLDER("records that were made before the log's first entry, of which it says nothing"),
  NEWER("records that were made at the log's end or later"),
  OFFBOARDED("records of offboardings that no operator has added to the log yet"),
  NOT_SELECTED("records of requests of which the export is not to have entries"),
  PURGED("records that the log says were let go"),
  FIELD_UNSAID("fields of which the log says nothing"),
  FIELD_NEWER("fields of records that were written at the log's end or later"),
  FIELD_OLDER("fields of which the log says what may be later than the records"),
  ENTRY_NEWER("entries in status.evidence that are later than the log's end"),
  ENTRY_NOT_READ("entries in status.evidence that the export does not have, or beyond 1,000,000"),
  REQUEST_NEWER("requests of which the log says what may be later than the records"),
  REQUEST_PURGED("requests without a record, which may have been let go after the log's end");

  private final String text;

  Uncompared(String text) {
    this.text = text;
  }

  /** After how many there are. */
  public String text() {
    return text;
  }
}
