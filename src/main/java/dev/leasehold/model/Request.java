package dev.leasehold.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked, by whom, and who put it there.
 *
 * @param specDigest SHA-256 over the canonical JSON of the spec as written
 * @param requester who asks; as claimed by the applier where the two differ
 * @param applier whom the API server authenticated when the request was created; empty where it did
 *     not
 * @param byWildcard the applier holds the right to ask for this by wildcard only
 */
public record Request(
    RequestRef ref,
    String specDigest,
    EntitlementRef entitlement,
    Subject subject,
    Duration duration,
    List<String> targets,
    Optional<Instant> startAt,
    String justification,
    String ticket,
    boolean emergency,
    Channel channel,
    String secretName,
    String requestId,
    String requester,
    String applier,
    boolean byWildcard,
    Instant createdAt) {
  public Request {
    targets = List.copyOf(targets);
  }

  /** Whether anybody is known to have asked. */
  public boolean attested() {
    return !applier.isBlank();
  }

  /** The requester's name was given by somebody else, typically a GitOps controller. */
  public boolean claimed() {
    return !requester.equals(applier);
  }

  /** Requester and applier, who may take the request back. */
  public Set<String> askers() {
    return claimed() ? Set.of(requester, applier) : Set.of(requester);
  }

  /** One pair of eyes is not enough where the asker is a machine or a name that another gave. */
  public boolean needsTwoApprovers() {
    return claimed() || requester.startsWith("system:serviceaccount:");
  }
}
