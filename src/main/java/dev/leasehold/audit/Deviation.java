package dev.leasehold.audit;

/** What an auditor looks at first, the worst before the others. */
public enum Deviation {
  SELF_APPROVED("self-approved", "An approver is the requester, the applier or the subject."),
  NOT_APPROVED(
      "not approved", "Somebody had to approve it, and access was provided without any approval."),
  NO_INTENT("outcome without intent", "Something was done, and the log does not have the intent."),
  AFTER_END("provided after its end", "Access was provided after its removal had been proved."),
  CAME_BACK(
      "came back",
      "What had been proved to be gone was there again, as after a restore, and was revoked again."),
  NOT_REMOVED(
      "not removed in time",
      "Its end was due for more than a minute, and no entry proves that nothing is left."),
  NO_OUTCOME(
      "intent without outcome", "Something was intended, and no entry says what came of it."),
  REMOVED_LATE("removed late", "It was removed more than a minute after its end was due."),
  ORPHAN(
      "object without a record",
      "An object with its mark belonged to no live record, and was removed."),
  FORGOTTEN("closed without proof", "People closed it without the proof that nothing is left."),
  REVIEW_OWED("review owed", "A review was due, and nobody made it."),
  UNSAID("beginning not said", "No entry that was read says who asked for what."),
  EMERGENCY("emergency", "It was asked for as an emergency."),
  FROM_RECORD(
      "taken from the record", "An operator died before it wrote this; only the record tells it."),
  WRITTEN_LATE("written late", "Entries were written later than what they say happened."),
  STANDING("standing", "Access had not ended, or was not proved to be gone.");

  private final String text;
  private final String meaning;

  Deviation(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** In a table. */
  public String text() {
    return text;
  }

  /** In a sentence. */
  public String meaning() {
    return meaning;
  }
}
