package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.model.Subject;
import dev.leasehold.policy.HeldRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what a request's subject may do already, by its grants and by whatever else binds it. */
public final class HeldRoles {
  private HeldRoles() {}

  /** One for each role that it holds; what a missing role would give is nothing. */
  public static List<HeldRole> read(AccessRequest request, ClusterView view) {
    String namespace = request.getMetadata().getNamespace();
    Subject subject = RequestReader.subject(request);
    Set<String> names =
        Set.of(
            subject.userName(),
            "system:serviceaccounts:" + namespace,
            "system:serviceaccounts",
            "system:authenticated",
            Held.MANY);
    Stream<HeldRole> outside =
        view.held(namespace).stream()
            .filter(held -> names.contains(held.holder()))
            .map(held -> read(held, view));
    Stream<HeldRole> granted =
        view.granted(request).stream()
            .map(b -> new HeldRole(b.role(), Optional.of(b.namespace()), b.rules()));
    return Stream.concat(outside, granted).distinct().toList();
  }

  private static HeldRole read(Held held, ClusterView view) {
    Optional<HeldRole> known =
        held.holder().equals(Held.MANY)
            ? Optional.empty()
            : view.heldRules(held.role(), held.namespace().orElse(""))
                .map(rules -> new HeldRole(held.role(), held.namespace(), rules));
    return known.orElseGet(() -> HeldRole.unknown(held.role(), held.namespace()));
  }
}
