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
   * @param turn its place among those who want access
   */
  public record Holding(
      EntitlementRef entitlement,
      String namespace,
      String request,
      String phase,
      Optional<Instant> expiresAt,
      Turn turn) {}

  /** Empty unless some of what the subject has asked for may still be refused: without that. */
  Optional<Inquiry> ofWhatIsSettled() {
    List<Holding> settled =
        grants.stream().filter(grant -> grant.turn().progress().settled()).toList();
    return settled.size() == grants.size()
        ? Optional.empty()
        : Optional.of(new Inquiry(rulebook, minute, settled));
  }
}
