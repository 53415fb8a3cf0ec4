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
    Extent extent,
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
  /** How long access would be. */
  public Duration duration() {
    return extent.duration();
  }

  /** To which targets; empty: all that the entitlement has. */
  public List<String> targets() {
    return extent.targets();
  }

  /** The same, where nobody knows whether it was they who asked. */
  public Request unproved() {
    return with(extent, askers.unproved());
  }

  /** The same under this limit; without one, all that was asked. */
  public Request under(Optional<Extent.Limited> limit) {
    return with(extent.under(limit), askers);
  }

  private Request with(Extent otherExtent, Askers otherAskers) {
    return new Request(
        ref,
        specDigest,
        entitlement,
        subject,
        otherExtent,
        startAt,
        justification,
        ticket,
        emergency,
        channel,
        secretName,
        requestId,
        otherAskers,
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
