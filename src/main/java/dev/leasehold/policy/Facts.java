package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a verdict is reached from, as read at one moment.
 *
 * @param namespace the request's namespace, unless it is not to be seen
 * @param company empty where nothing of what is asked for depends on others
 * @param pinned what was given, once it was; what matters only before that is not asked again
 * @param above what of that is above a ceiling by now, whether or not anything is on offer
 */
public record Facts(
    Request request,
    Offering offering,
    Optional<Surroundings> namespace,
    Optional<String> subjectUid,
    Company company,
    SecretPlace secret,
    Optional<List<Target>> pinned,
    Optional<String> above) {
  public Facts {
    pinned = pinned.map(List::copyOf);
  }

  /** Whether access was given already. */
  public boolean granted() {
    return pinned.isPresent();
  }

  /** The same where this is known of the Secret. */
  public Facts secret(SecretPlace place) {
    return new Facts(request, offering, namespace, subjectUid, company, place, pinned, above);
  }

  /** What the catalog has under the name that was asked for. */
  public sealed interface Offering {
    /** Whether its owner put conditions of their own on it. */
    default boolean conditional() {
      return switch (this) {
        case Requestable(Entitlement entitlement) -> Conditions.any(entitlement);
        case Exceeding(Entitlement entitlement, var _, var _) -> Conditions.any(entitlement);
        case NotYet _, Missing _, Retired _ -> false;
      };
    }

    /** It is there and ready. */
    record Requestable(Entitlement entitlement) implements Offering {}

    /** It is there, and is more than its catalog may offer. */
    record Exceeding(Entitlement entitlement, Ceilings ceilings, Reason reason)
        implements Offering {}

    /** It is there but not ready, or cannot be read; nobody loses access by that. */
    record NotYet(Reason reason) implements Offering {}

    /** It is in no catalog: it may come for who asks, and was taken away from who has it. */
    record Missing(Reason reason) implements Offering {}

    /** It was withdrawn on purpose. */
    record Retired(Reason reason) implements Offering {}
  }

  /** The request's namespace. */
  public record Surroundings(Map<String, String> labels, boolean terminating) {
    public Surroundings {
      labels = Map.copyOf(labels);
    }
  }

  /** Whether the Secret's name can be used. */
  public enum SecretPlace {
    FREE_OR_OURS,
    FOREIGN,
    UNKNOWN,
    /** Nobody has asked, as long as it is not known whether all else permits it. */
    UNASKED
  }
}
