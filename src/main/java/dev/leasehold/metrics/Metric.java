package dev.leasehold.metrics;

import java.util.List;

/**
 * Every metric of the operator's own, with what its HELP line says. The reference page is written
 * from this list.
 */
public enum Metric {
  LEADER(
      "leader",
      Kind.GAUGE,
      "1 in the process that holds the Lease, 0 in one that stands by or can no longer be sure"),
  API_CALLS(
      "api.calls",
      Kind.COUNTER,
      "calls to the API server by what it replied",
      Label.METHOD,
      Label.RESOURCE,
      Label.REPLY),
  LEASE_AGE("lease.age", Kind.SECONDS, "since the Lease was last renewed"),
  OLDEST_OVERDUE(
      "oldest.overdue",
      Kind.SECONDS,
      "for how long the access has been overdue that should have ended first; 0 if none is"),
  GRANTS_OVERDUE("grants.overdue", Kind.GAUGE, "grants whose access should have ended by now"),
  GRANTS_STUCK(
      "grants.stuck",
      Kind.GAUGE,
      "grants that are ending and of which something could not be removed; they are tried again"),
  GRANTS_LIVE("grants.live", Kind.GAUGE, "grants that are not closed", Label.CATALOG, Label.STATE),
  REQUESTS_WAITING(
      "requests.waiting",
      Kind.GAUGE,
      "requests that are neither granted nor ended",
      Label.CATALOG,
      Label.PHASE),
  REVIEWS_OWED(
      "reviews.owed",
      Kind.GAUGE,
      "grants that must be reviewed, and emergencies also after their end"),
  REVIEWS_OVERDUE("reviews.overdue", Kind.GAUGE, "those of them whose review is overdue"),
  GUARD_LIVE(
      "guard.live",
      Kind.GAUGE,
      "1 while the admission policies are proved to be active; otherwise nothing is granted"),
  KINDS_UNWATCHED(
      "kinds.unwatched",
      Kind.GAUGE,
      "kinds of objects that are not being watched now; their changes are found by the sweep only"),
  SWEEP_AGE(
      "sweep.age",
      Kind.SECONDS,
      "since the sweep last went through everything, or since this process leads"),
  SWEEP_FINDINGS(
      "sweep.findings",
      Kind.COUNTER,
      "what the sweep found that had not been dealt with yet",
      Label.FINDING),
  VAULT_REACHABLE(
      "vault.reachable",
      Kind.GAUGE,
      "1 if the last call to this Vault was answered, 0 if not (also where it is sealed), NaN before"
          + " the first",
      Label.CONNECTION),
  DECISIONS("decisions", Kind.COUNTER, "requests by how they were decided", Label.RESULT),
  APPROVAL_TO_USABLE(
      "approval.to.usable",
      Kind.HISTOGRAM,
      "from the last approval, or from startAt, until all targets of the grant were usable",
      Label.TARGET),
  REVOCATION(
      "revocation",
      Kind.HISTOGRAM,
      "from when access was to end until nothing is proved to be left of it",
      Label.TARGET),
  GRANTS_ENDED("grants.ended", Kind.COUNTER, "grants whose removal is proved", Label.CAUSE),
  GRANTS_EMERGENCY("grants.emergency", Kind.COUNTER, "grants that started as an emergency"),
  TROUBLE(
      "trouble",
      Kind.COUNTER,
      "problems that are also Events on the AccessRequest; each attempt counts",
      Label.TROUBLE),
  IDENTITIES("identities", Kind.COUNTER, "identities that were shut out or let in", Label.IDENTITY),
  RECORDS_PURGED(
      "records.purged", Kind.COUNTER, "records of refusals that two people had removed early"),
  NOTICES_SENT("notices.sent", Kind.COUNTER, "notices that a sink accepted", Label.SINK),
  NOTICES_FAILED(
      "notices.failed", Kind.COUNTER, "attempts to send that failed; tried again", Label.SINK),
  NOTICES_LOST(
      "notices.lost",
      Kind.COUNTER,
      "notices that a sink rejected permanently; the log says which",
      Label.SINK),
  NOTICES_WAITING(
      "notices.waiting",
      Kind.GAUGE,
      "notices that wait for a sink, at most 256; more are computed again later",
      Label.SINK),
  EVIDENCE_WRITABLE(
      "evidence.writable",
      Kind.GAUGE,
      "1 while the evidence log can be written, 0 while not, when no access is provided; NaN where"
          + " there is none"),
  EVIDENCE_WAITING(
      "evidence.waiting",
      Kind.GAUGE,
      "events that are not in the evidence log yet, such as endings while it cannot be written"),
  EVIDENCE_LOST(
      "evidence.lost",
      Kind.COUNTER,
      "events that will not be in the evidence log: too many waited, or one could not be written"),
  EVIDENCE_COSIGNED(
      "evidence.cosigned.age",
      Kind.SECONDS,
      "since this witness last cosigned the evidence log, at most about an hour if nothing is"
          + " written; NaN until it has",
      Label.WITNESS),
  EVENTS_LOST(
      "events.lost",
      Kind.COUNTER,
      "Events that were not published: the API server rejected them or too many waited");

  private static final String PREFIX = "leasehold.";

  private final String suffix;
  private final Kind kind;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<Label> labels;

  Metric(String suffix, Kind kind, String help, Label... labels) {
    this.suffix = suffix;
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** How it is counted. */
  public enum Kind {
    GAUGE("gauge", ""),
    /** A gauge of a time. */
    SECONDS("gauge", "_seconds"),
    COUNTER("counter", "_total"),
    /** Of times, in seconds. */
    HISTOGRAM("histogram", "_seconds");

    private final String type;
    private final String unit;

    Kind(String type, String unit) {
      this.type = type;
      this.unit = unit;
    }

    /** Prometheus's word. */
    public String type() {
      return type;
    }
  }

  /** Its name for the registry, which appends the unit. */
  public String meter() {
    return PREFIX + suffix;
  }

  /** Its name as it is scraped. */
  public String exposed() {
    return meter().replace('.', '_') + kind.unit;
  }

  public Kind kind() {
    return kind;
  }

  public String help() {
    return help;
  }

  public List<Label> labels() {
    return labels;
  }

  /** Whether a process that stands by has it too. */
  public boolean isEverywhere() {
    return this == LEADER || this == API_CALLS;
  }

  /** Whether all series that it can have are known beforehand. */
  boolean isClosed() {
    return labels.stream().noneMatch(label -> label.words().isEmpty());
  }
}
