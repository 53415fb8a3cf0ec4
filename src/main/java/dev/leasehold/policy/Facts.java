package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import java.util.Map;
import java.util.Optional;

/** Everything that a verdict is reached from, as read at one moment. */
public record Facts(
    Request request,
    Offering offering,
    Surroundings namespace,
    Optional<String> subjectUid,
    Usage usage,
    SecretPlace secret) {
  /** Code of the reason when an entitlement was withdrawn on purpose. */
  public static final String RETIRED = "EntitlementRetired";

  /** Code of the reason when the request's namespace is being deleted. */
  public static final String TERMINATING = "NamespaceTerminating";

  /** What the catalog has under the name that was asked for. */
  public sealed interface Offering {
    /** It is there and ready. */
    record Requestable(Entitlement entitlement) implements Offering {}

    /** It is missing or not ready, and may come. */
    record NotYet(Reason reason) implements Offering {}

    /** It was withdrawn on purpose. */
    record Retired(Reason reason) implements Offering {}
  }

  /** The request's namespace. */
  public record Surroundings(Map<String, String> labels, boolean terminating) {
    public Surroundings {
      labels = Map.copyOf(labels);
    }
  }

  /** Other open requests and live grants for the same entitlement, this one not counted. */
  public record Usage(int bySubject, int inNamespace) {}

  /** Whether the Secret's name can be used. */
  public enum SecretPlace {
    FREE_OR_OURS,
    FOREIGN,
    UNKNOWN
  }
}
