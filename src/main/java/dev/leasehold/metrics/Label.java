package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.TargetKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A label of a metric. Its values are a closed list, or names that the installation chooses and
 * that are bounded; never anything that a tenant writes.
 */
public enum Label {
  CATALOG(
      "catalog",
      List.of(),
      "the name of a catalog, of the first %d by name; `other`: all others"
          .formatted(CatalogNames.MOST)),
  CAUSE("cause", EndingCause.values()),
  CONNECTION("connection", List.of(), "a key of the chart's `vault.connections`"),
  FINDING("finding", Finding.values()),
  METHOD("method", Call.METHODS, ""),
  PHASE("phase", Waiting.values()),
  RESOURCE("resource", Call.RESOURCES, ""),
  REPLY("reply", Call.Reply.values()),
  RESULT("result", Result.values()),
  SINK("sink", List.of(), "the name of one of the chart's `notices.sinks`, at most 8"),
  STATE("state", GrantState.values()),
  TARGET("target", TargetKind.values()),
  TROUBLE("what", Trouble.values()),
  IDENTITY("what", Standing.values()),
  WITNESS("witness", List.of(), "the name of one of the chart's `evidence.witnesses`, at most 16");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.copyOf.
  private final List<String> words;

  private final String open;

  Label(String key, List<String> words, String open) {
    this.key = key;
    this.words = List.copyOf(words);
    this.open = open;
  }

  Label(String key, Enum<?>[] values) {
    this(key, Arrays.stream(values).map(Enum::name).toList(), "");
  }

  /** How it is written. */
  public String key() {
    return key;
  }

  /** All values; empty where the installation chooses them. */
  public List<String> words() {
    return words;
  }

  /** What its values are, for the reference. */
  public String meaning() {
    return words.isEmpty()
        ? open
        : words.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
  }

  /** What the sweep found that the first path of endings had left. */
  public enum Finding {
    /** An object with our mark that belongs to no live record; it was deleted. */
    Orphan,
    /** A record whose access was to end by then. */
    Due,
    /** A record of which something differs from what was provisioned. */
    Changed
  }

  /** In what a request waits. */
  public enum Waiting {
    Pending,
    AwaitingApproval,
    Scheduled
  }

  /** What was decided of a request. */
  public enum Result {
    Granted,
    ActivationFailed,
    Rejected,
    Denied,
    Lapsed,
    Withdrawn
  }

  /** How far a grant has come that is not closed. */
  public enum GrantState {
    Activating,
    Active,
    Ending
  }

  /** What went wrong with one grant. */
  public enum Trouble {
    RevocationFailed,
    ExternallyModified,
    ActivationFailed,
    ReviewOverdue,
    EmergencyAccess
  }

  /** What became of an identity. */
  public enum Standing {
    Offboarded,
    Reinstated
  }
}
