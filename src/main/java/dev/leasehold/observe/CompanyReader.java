package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Caps;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Company;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rival;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds who else holds or asks for something, as far as it matters to a request. */
final class CompanyReader {
  private CompanyReader() {}

  /**
   * Those around one request.
   *
   * @param granted its record, once access is given; from then on caps do not matter any more
   */
  static Company read(
      AccessRequest object,
      Request request,
      Optional<AccessRecord> granted,
      ClusterView view,
      Instant now) {
    Set<String> excluded = view.exclusions().of(request.entitlement());
    Optional<Caps> caps =
        granted.isPresent() ? Optional.empty() : caps(request.entitlement(), view);
    if (excluded.isEmpty() && caps.isEmpty()) {
      return Company.none();
    }
    boolean everywhere =
        !excluded.isEmpty() || caps.filter(c -> c.perRequester() != null).isPresent();
    Progress own =
        granted
            .<Progress>map(r -> new Progress.Live(RecordReader.window(r).start()))
            .orElseGet(() -> ProgressReader.read(object));
    Set<String> dormant = view.exclusions().dormant(excluded);
    List<Rival> rivals =
        view.rivals(object, everywhere).stream()
            .filter(
                rival ->
                    rival.progress() instanceof Progress.Live
                        || !dormant.contains(rival.entitlement().qualified()))
            .toList();
    Set<String> active = new HashSet<>(excluded);
    active.removeAll(dormant);
    return new Company(own, now, excluded, rivals, outside(request, active, view));
  }

  private static List<Company.Outside> outside(
      Request request, Set<String> excluded, ClusterView view) {
    if (excluded.isEmpty()) {
      return List.of();
    }
    List<Held> held = view.held(request.ref().namespace());
    return excluded.stream()
        .sorted()
        .flatMap(
            name ->
                view.exclusions()
                    .given(name, held)
                    .map(h -> new Company.Outside(name, h.holder(), h.role(), h.namespace())))
        .toList();
  }

  private static Optional<Caps> caps(EntitlementRef ref, ClusterView view) {
    return view.catalog(ref.catalog()).stream()
        .flatMap(c -> c.getSpec().entitlements().stream())
        .filter(e -> e.name().equals(ref.name()))
        .map(Entitlement::caps)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
