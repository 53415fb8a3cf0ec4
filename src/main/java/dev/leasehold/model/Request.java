package dev.leasehold.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was asked, by whom, and who put it there.
 *
 * @param specDigest SHA-256 over the canonical JSON of the spec as written
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
    Askers askers,
    boolean byWildcard,
    Instant createdAt) {
  public Request {
    targets = List.copyOf(targets);
  }

  /** The same, where nobody knows whether it was they who asked. */
  public Request unproved() {
    return new Request(
        ref,
        specDigest,
        entitlement,
        subject,
        duration,
        targets,
        startAt,
        justification,
        ticket,
        emergency,
        channel,
        secretName,
        requestId,
        askers.unproved(),
        byWildcard,
        createdAt);
  }

  /** Who asks, as far as that is known. */
  public String requester() {
    return askers.requester();
  }

  /** Who put it there; empty where the API server did not say. */
  public String applier() {
    return askers.applier();
  }

  /** Whether that is the requester, the applier or the subject, by whichever name. */
  public boolean concerns(String who) {
    return askers.include(who) || askers.persons().same(who, subject.userName());
  }
}
