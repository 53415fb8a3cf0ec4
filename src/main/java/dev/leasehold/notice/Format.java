package dev.leasehold.notice;

/** What a sink understands. */
public enum Format {
  /** A CloudEvent in JSON, for programs. */
  WEBHOOK,
  /** A message for an incoming webhook of Slack. */
  SLACK,
  /** An adaptive card for a workflow of Microsoft Teams. */
  TEAMS,
  /** A mail in plain text, by SMTP. */
  MAIL;

  /** Whether people read it, so that it may tell of several things at once. */
  public boolean isForPeople() {
    return this != WEBHOOK;
  }
}
