package dev.leasehold.policy;

import dev.leasehold.model.Request;
import dev.leasehold.model.RoleRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who else holds or asks for something, as far as it can stand in the way of a request.
 *
 * @param since when the request's own access began; empty until it did
 * @param excluded qualified names of the entitlements that must not be held together with what is
 *     asked for, whichever of the two says so
 * @param rivals other open requests and live grants of its namespace or its requester
 * @param outside what excluded entitlements would give, and somebody has without Leasehold
 */
public record Company(
    Optional<Instant> since, Set<String> excluded, List<Rival> rivals, List<Outside> outside) {
  public Company {
    excluded = Set.copyOf(excluded);
    rivals = List.copyOf(rivals);
    outside = List.copyOf(outside);
  }

  /**
   * A role that an entitlement would bind, held by a binding that is no grant's.
   *
   * @param holder user or group, as RBAC names it
   * @param namespace where it is held; empty: in the whole cluster
   */
  public record Outside(
      String entitlement, String holder, RoleRef role, Optional<String> namespace) {}

  /** Nobody else. */
  public static Company none() {
    return new Company(Optional.empty(), Set.of(), List.of(), List.of());
  }

  /** Those who go first where not both can have what they ask for. */
  List<Rival> ahead(Request own) {
    return rivals.stream()
        .filter(rival -> !rival.request().uid().equals(own.ref().uid()))
        .filter(rival -> goesFirst(rival, own))
        .toList();
  }

  /**
   * Whoever has access goes before who asks for it; else who had it first, or asked first. All see
   * the same order, so that of two rivals exactly one has to give way.
   */
  private boolean goesFirst(Rival rival, Request own) {
    if (since.isPresent() != rival.liveSince().isPresent()) {
      return rival.liveSince().isPresent();
    }
    Instant theirs = rival.liveSince().orElse(rival.createdAt());
    int byTime = theirs.compareTo(since.orElse(own.createdAt()));
    return byTime < 0 || (byTime == 0 && rival.request().uid().compareTo(own.ref().uid()) < 0);
  }
}
