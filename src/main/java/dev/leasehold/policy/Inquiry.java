package dev.leasehold.policy;

import dev.leasehold.model.EntitlementRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What catalogs' own conditions are asked with, besides the facts.
 *
 * @param minute what time it is, to the minute: within one minute no answer changes with the time
 * @param grants what else the subject has or has asked for; what came later does not count
 */
public record Inquiry(Rulebook rulebook, Instant minute, List<Holding> grants) {
  public Inquiry {
    minute = minute.truncatedTo(ChronoUnit.MINUTES);
    grants = List.copyOf(grants);
  }

  /**
   * Another open request or live grant of the subject.
   *
   * @param request its name
   * @param phase as its status says
   * @param expiresAt when its access ends; empty until it began
   */
  public record Holding(
      EntitlementRef entitlement,
      String namespace,
      String request,
      String phase,
      Optional<Instant> expiresAt) {}
}
