package dev.leasehold.policy;

import dev.leasehold.model.Request;
import dev.leasehold.model.RoleRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who else holds or asks for something, as far as it can stand in the way of a request.
 *
 * @param own how far the request itself has come
 * @param now when this was so
 * @param excluded qualified names of the entitlements that must not be held together with what is
 *     asked for, whichever of the two says so
 * @param rivals other open requests and live grants of its namespace or its requester
 * @param outside what excluded entitlements would give, and somebody has without Leasehold
 */
public record Company(
    Progress own, Instant now, Set<String> excluded, List<Rival> rivals, List<Outside> outside) {
  private static final Comparator<Rival> AS_ASKED =
      Comparator.comparing(Rival::createdAt).thenComparing(rival -> rival.request().uid());

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
    return new Company(new Progress.Unjudged(), Instant.EPOCH, Set.of(), List.of(), List.of());
  }

  /** Those who go first where not both can have what they ask for, in the order of asking. */
  List<Rival> ahead(Request request) {
    Turn mine = new Turn(own, request.createdAt(), request.ref().uid());
    return rivals.stream()
        .filter(rival -> !rival.request().uid().equals(mine.uid()))
        .filter(rival -> rival.turn().before(mine) && !rival.turn().missed(mine, now))
        .sorted(AS_ASKED)
        .toList();
  }
}
