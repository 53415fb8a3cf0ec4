package dev.leasehold.model;

/** What a reason is about. */
public enum ReasonGroup {
  REQUEST("Requests", "About what a request names or asks for, and about who made it."),
  APPROVAL(
      "Approval", "While a request waits for people, or about an approval that does not count."),
  CATALOG(
      "Catalogs", "Why an entitlement cannot be requested; a request for it has the same reason."),
  GRANT(
      "Access in the cluster", "While access is provided, kept or revoked through the API server."),
  CREDENTIAL("Fresh credentials", "After fresh credentials were asked for."),
  VAULT(
      "Vault",
      "On catalogs, requests and records. The message says which connection, and who changes what."),
  RENEWAL("Renewal", "Why access in use is, or is not, renewed."),
  ENDING("Endings", "How a request or its access ended."),
  RECORD("Records", "On the record of access, and about how long it is kept."),
  REVIEW("Reviews", "While somebody has to look at access again."),
  OFFBOARDING("Offboarding", "About an identity that is frozen."),
  OPERATOR("The operator", "In the log of the operator, and in messages while it lasts."),
  CLI("The command line", "From `leasehold check` only.");

  private final String title;
  private final String where;

  ReasonGroup(String title, String where) {
    this.title = title;
    this.where = where;
  }

  /** As a heading. */
  public String title() {
    return title;
  }

  /** When they are seen, in a sentence. */
  public String where() {
    return where;
  }
}
